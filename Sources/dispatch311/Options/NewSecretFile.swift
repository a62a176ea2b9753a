import Glibc

/// A file for one secret, made before the secret is, so that no secret is made without a place to be.
struct NewSecretFile: Sendable {
    /// Where it is.
    let path: String

    private let number: Int32

    /// Makes an empty file only its owner can read; refuses one that is there.
    ///
    /// `write` or `remove` it afterwards.
    init(path: String) throws(CommandError) {
        self.path = path
        number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard number >= 0 else {
            throw CommandError(.usage, "\(path): expected to make a new file, found: \(SystemText.lastError())")
        }
    }

    /// Writes the secret as one line, and closes the file; removes it where that fails.
    func write(_ text: String) throws(CommandError) {
        let isWritten = OutputDescriptor(number: number).write(text + "\n")
        let reason = SystemText.lastError()
        guard close(number) == 0, isWritten else {
            let reason = isWritten ? SystemText.lastError() : reason
            unlink(path)
            throw CommandError(.findings, "\(path): expected to write there, found: \(reason)")
        }
    }

    /// Removes the file, because there is no secret to write.
    func remove() {
        close(number)
        unlink(path)
    }
}
