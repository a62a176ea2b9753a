import Glibc

/// A file that is there whole or not at all.
enum PlacedFile {
    /// Writes beside the place and puts the file there in one step; a file that is there stays unless it may be replaced.
    static func put(_ bytes: [UInt8], at path: String, replacing isReplacing: Bool) throws(CommandError) {
        let temporary = "\(path).\(getpid()).part"
        let number = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard number >= 0 else {
            throw CommandError(.usage, "\(path): expected a place to write to, found: \(SystemText.lastError())")
        }
        defer { unlink(temporary) }
        let isWritten = OutputDescriptor(number: number).write(bytes) && fsync(number) == 0
        let reason = SystemText.lastError()
        guard close(number) == 0, isWritten else {
            throw CommandError(.findings, "\(path): expected to write there, found: \(reason)")
        }
        // A link is refused where there is a file.
        let isPlaced = isReplacing ? rename(temporary, path) == 0 : link(temporary, path) == 0
        guard isPlaced else {
            if errno == EEXIST { throw isThere(path) }
            throw CommandError(.findings, "\(path): expected to put a file there, found: \(SystemText.lastError())")
        }
    }

    /// What a person is told whose file would be replaced.
    static func isThere(_ path: String) -> CommandError {
        CommandError(
            .usage,
            "\(path): expected no file there, found one",
            remedy: "--force replaces it; --out FILE names another."
        )
    }
}
