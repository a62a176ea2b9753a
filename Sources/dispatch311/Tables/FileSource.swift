import Glibc
import SystemPackage

/// A file, or standard input, read in pieces.
final class FileSource: ByteSource {
    private let name: String
    private let descriptor: Int32
    private let isOwned: Bool

    /// Opens a file; `-` is standard input.
    init(path: String) throws(CommandError) {
        guard path != "-" else {
            name = "standard input"
            descriptor = STDIN_FILENO
            isOwned = false
            return
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandError(.usage, "\(path): expected a file that can be read, found: \(SystemText.lastError())")
        }
        if let status = try? FileDescriptor(rawValue: descriptor).stat(), status.type == .directory {
            close(descriptor)
            throw CommandError(.usage, "\(path): expected a file, found a folder")
        }
        name = path
        self.descriptor = descriptor
        isOwned = true
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    func next() throws(TableError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            while true {
                let read = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                if read >= 0 {
                    count = read
                    return
                }
                if errno == EINTR { continue }
                failure = errno
                count = 0
                return
            }
        }
        if failure != 0 {
            throw TableError("expected more bytes, found: \(SystemText.error(failure))", file: name)
        }
        return bytes
    }
}
