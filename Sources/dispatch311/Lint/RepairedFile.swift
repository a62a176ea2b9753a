import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A repaired file on its way to the disk.
enum RepairedFile {
    /// Writes it beside its place and renames it, so that whoever finds it finds it whole; - is standard output.
    ///
    /// A link stays a link, and a file that was there keeps who may read it.
    static func write(_ data: Data, to path: String) throws(CommandError) {
        if path == "-" {
            guard OutputDescriptor.output.write(Array(data)) else { throw unwritable(path) }
            return
        }
        var resolved = path
        if let real = realpath(path, nil) {
            resolved = String(cString: real)
            free(real)
        }
        var status = stat()
        let isThere = stat(resolved, &status) == 0
        if isThere, status.st_mode & S_IFMT != S_IFREG {
            throw CommandError(.usage, "\(path): expected a file to write, found something else")
        }
        let temporary = "\(resolved).\(getpid()).part"
        let number = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard number >= 0 else { throw unwritable(path) }
        if isThere { fchmod(number, status.st_mode & 0o7777) }
        let isWritten = OutputDescriptor(number: number).write(Array(data)) && fsync(number) == 0
        guard close(number) == 0, isWritten, rename(temporary, resolved) == 0 else {
            let error = unwritable(path)
            unlink(temporary)
            throw error
        }
    }

    private static func unwritable(_ path: String) -> CommandError {
        CommandError(.usage, "\(path): expected a place that can be written to, found: \(SystemText.lastError())")
    }
}
