import Glibc
import Synchronization

/// Where a byte goes: standard output, standard error, or an open file.
struct OutputDescriptor: Sendable {
    /// Data, and nothing but data.
    static let output = OutputDescriptor(number: STDOUT_FILENO)
    /// Messages for people.
    static let error = OutputDescriptor(number: STDERR_FILENO)

    private static let lost = Mutex<Int32?>(nil)

    /// Why data did not reach standard output; nil where it did, or whoever read it had enough.
    static var loss: CommandError? {
        guard let number = lost.withLock({ $0 }), number != EPIPE else { return nil }
        return OutputFile.unwritable("standard output", SystemText.error(number))
    }

    /// The operating system's number of it.
    let number: Int32

    /// Writes all bytes; false when nobody reads them any more or the device is full.
    @discardableResult
    func write(_ bytes: some Collection<UInt8>) -> Bool {
        let done = bytes.withContiguousStorageIfAvailable { write($0) }
        return done ?? Array(bytes).withUnsafeBufferPointer { write($0) }
    }

    /// Writes a text; false as for bytes.
    @discardableResult
    func write(_ text: String) -> Bool { write(text.utf8) }

    private func write(_ buffer: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = UnsafeRawBufferPointer(buffer)
        while !rest.isEmpty {
            let count = Glibc.write(number, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                if number == STDOUT_FILENO { Self.lost.withLock { $0 = $0 ?? errno } }
                return false
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }
}
