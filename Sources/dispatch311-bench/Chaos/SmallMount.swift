import Glibc

/// The small file system that Scripts/chaos mounts for a run, in a mount namespace that ends with it.
enum SmallMount {
    /// Whether the folder is a file system of its own.
    static func isMounted(_ folder: String) -> Bool {
        var (own, above) = (stat(), stat())
        return stat(folder, &own) == 0 && stat(folder + "/..", &above) == 0 && own.st_dev != above.st_dev
    }

    /// Writes a file until there is no room left.
    static func fill(_ path: String) throws(BenchError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BenchError("expected to write \(path), found error \(errno)") }
        defer { close(descriptor) }
        for size in [1 << 20, 4096] {
            let bytes = [UInt8](repeating: 1, count: size)
            while write(descriptor, bytes, size) == size {}
        }
    }

    /// Whether the file system that a file is in takes another page.
    static func hasRoom(_ path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        defer { close(descriptor) }
        let bytes = [UInt8](repeating: 1, count: 4096)
        return write(descriptor, bytes, bytes.count) == bytes.count
    }
}
