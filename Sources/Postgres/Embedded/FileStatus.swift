import Glibc

/// What the file system says about a name.
struct FileStatus: Hashable {
    let isFolder: Bool
    let isSocket: Bool
    let owner: UInt32
    let group: UInt32
    /// The permission bits: 0o700.
    let mode: UInt32
    let device: UInt
    let node: UInt

    /// Nil when there is no such file or it may not be asked for.
    init?(_ path: String, followingLinks: Bool = false) {
        var info = stat()
        guard unsafe (followingLinks ? stat(path, &info) : lstat(path, &info)) == 0 else { return nil }
        self.init(info)
    }

    init?(descriptor: Int32) {
        var info = stat()
        guard unsafe fstat(descriptor, &info) == 0 else { return nil }
        self.init(info)
    }

    private init(_ info: stat) {
        isFolder = info.st_mode & S_IFMT == S_IFDIR
        isSocket = info.st_mode & S_IFMT == S_IFSOCK
        owner = info.st_uid
        group = info.st_gid
        mode = info.st_mode & 0o7777
        device = UInt(info.st_dev)
        node = UInt(info.st_ino)
    }

    func isSameFile(as other: FileStatus) -> Bool {
        device == other.device && node == other.node
    }
}

/// What went wrong in the last system call, in English or the system's language.
func systemErrorText(_ code: Int32 = errno) -> String {
    unsafe String(cString: strerror(code))
}

/// The absolute path without symbolic links, or nil when there is no such file.
func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
}

/// A small file, or nil when it cannot be read; a symbolic link is not followed.
///
/// Of a file longer than `limit` bytes it is the beginning, or with `atEnd` the end.
func smallFile(_ path: String, limit: Int = 64 * 1024, atEnd: Bool = false) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // Refused, and rightly without effect, when the file is shorter.
    if atEnd { lseek(descriptor, -limit, SEEK_END) }
    var bytes = [UInt8](repeating: 0, count: limit)
    var count = 0
    while count < limit {
        let got = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe read(descriptor, buffer.baseAddress?.advanced(by: count), limit - count)
        }
        if got < 0 && errno == EINTR { continue }
        guard got >= 0 else { return nil }
        if got == 0 { break }
        count += got
    }
    bytes.removeLast(limit - count)
    return bytes
}
