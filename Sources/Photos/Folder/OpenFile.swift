import Glibc

/// A descriptor that closes itself, and the calls photos need on it; each waits for the disk.
struct OpenFile: ~Copyable {
    let descriptor: Int32
    private let path: String

    /// Opens a file to read it.
    init(reading path: String) throws(PhotoError) {
        self.path = path
        descriptor = try Self.descriptor(path, O_RDONLY, "open")
    }

    /// Makes a file that nobody else may read and that did not exist.
    init(creating path: String) throws(PhotoError) {
        self.path = path
        descriptor = try Self.descriptor(path, O_WRONLY | O_CREAT | O_EXCL, "make")
    }

    /// Opens a folder to make its names last.
    init(folder path: String) throws(PhotoError) {
        self.path = path
        descriptor = try Self.descriptor(path, O_RDONLY | O_DIRECTORY, "open")
    }

    /// Makes a file that has no name any more and stands at its beginning; `path` is what it is called for a moment.
    static func nameless(_ path: String, _ bytes: [UInt8]) throws(PhotoError) -> OpenFile {
        let file = try OpenFile(path: path, descriptor: descriptor(path, O_RDWR | O_CREAT | O_EXCL, "make"))
        unlink(path)
        try file.write(bytes)
        guard lseek(file.descriptor, 0, SEEK_SET) == 0 else { throw .system("go back in \(path)") }
        return file
    }

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    private static func descriptor(_ path: String, _ flags: Int32, _ verb: String) throws(PhotoError) -> Int32 {
        let descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system("\(verb) \(path)") }
        return descriptor
    }

    deinit { close(descriptor) }

    /// Writes all of it at the end.
    func write(_ bytes: [UInt8]) throws(PhotoError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .system("write to \(path)") }
            written += count
        }
    }

    /// Reads what is left, at most so many bytes.
    func read(atMost limit: Int) throws(PhotoError) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system("read \(path)") }
        let size = min(limit, Int(status.st_size))
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size {
                let rest = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[filled..<size]))
                let count = Glibc.read(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                failed = count < 0
                if count <= 0 { break }
                filled += count
            }
        }
        guard !failed else { throw .system("read \(path)") }
        return bytes
    }

    /// Waits until what was written outlives a loss of power.
    func synchronize() throws(PhotoError) {
        guard fsync(descriptor) == 0 else { throw .system("make \(path) last") }
    }
}

extension PhotoError {
    /// What the system's last call said of something that was expected to be possible.
    static func system(_ expectation: String) -> PhotoError {
        .folder("expected to \(expectation), found: \(String(cString: strerror(errno)))")
    }
}
