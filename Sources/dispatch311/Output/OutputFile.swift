import Glibc
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A file that is there whole or not at all.
enum OutputFile {
    /// Writes beside the place and puts the file there in one step, over one that is there if it may be replaced.
    ///
    /// A link stays a link, a file that was there keeps who may read it, and what is no file is left alone.
    static func write(
        _ bytes: some Collection<UInt8>,
        to path: String,
        replacing isReplacing: Bool = true
    ) throws(CommandError) {
        var resolved = path
        if isReplacing, let real = realpath(path, nil) {
            resolved = String(cString: real)
            free(real)
        }
        let before = try? Stat(FilePath(resolved))
        if let before, before.type != .regular {
            throw CommandError(.usage, "\(path): expected a file to write, found something else")
        }
        let temporary = "\(resolved).\(getpid()).part"
        let number = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard number >= 0 else { throw unwritable(path, SystemText.lastError()) }
        defer { unlink(temporary) }
        if let before { fchmod(number, before.permissions.rawValue) }
        let isWritten = OutputDescriptor(number: number).write(bytes) && fsync(number) == 0
        let reason = SystemText.lastError()
        guard close(number) == 0, isWritten else { throw unwritable(path, reason) }
        // A link to the file is refused where there is one.
        let isPlaced = isReplacing ? rename(temporary, resolved) == 0 : link(temporary, resolved) == 0
        guard isPlaced else { throw errno == EEXIST ? Self.isThere(path) : unwritable(path, SystemText.lastError()) }
    }

    /// What a person is told whose file would be replaced.
    static func isThere(_ path: String) -> CommandError {
        CommandError(
            .usage,
            "\(path): expected no file there, found one",
            remedy: "--force replaces it; --out FILE names another."
        )
    }

    /// What a person is told where nothing can be written.
    static func unwritable(_ path: String, _ reason: String) -> CommandError {
        CommandError(.usage, "\(path): expected a place that can be written to, found: \(reason)")
    }
}
