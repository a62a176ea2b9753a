import Glibc
import SystemPackage

/// Writes a table of comma-separated values (RFC 4180), gathering rows so that few writes are made.
///
/// A file is written beside its place and renamed at the end: whoever finds it finds it whole. Lines end in LF, as
/// Unix tools want it; RFC 4180 readers take it.
final class TableWriter {
    private static let pieceSize = 1 << 16

    private let path: String
    private let temporaryPath: String?
    private let descriptor: OutputDescriptor
    private var buffer: [UInt8] = []
    private var isOpen = true

    /// Opens the place to write to; nil or `-` is standard output.
    init(path: String?) throws(CommandError) {
        guard let path, path != "-" else {
            self.path = "standard output"
            temporaryPath = nil
            descriptor = .output
            return
        }
        if let status = try? Stat(FilePath(path)), status.type != .regular {
            // A device or a pipe cannot be replaced, only written to.
            let number = open(path, O_WRONLY | O_CLOEXEC)
            guard number >= 0 else { throw Self.unwritable(path) }
            self.path = path
            temporaryPath = nil
            descriptor = OutputDescriptor(number: number)
            return
        }
        let temporary = "\(path).\(getpid()).part"
        let number = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard number >= 0 else { throw Self.unwritable(path) }
        self.path = path
        temporaryPath = temporary
        descriptor = OutputDescriptor(number: number)
    }

    deinit {
        guard isOpen, let temporaryPath else { return }
        close(descriptor.number)
        unlink(temporaryPath)
    }

    /// Writes one record, quoting what needs it.
    func write(_ fields: [String]) throws(CommandError) {
        for (index, field) in fields.enumerated() {
            if index > 0 { buffer.append(0x2C) }
            Self.append(field, to: &buffer)
        }
        buffer.append(0x0A)
        if buffer.count >= Self.pieceSize { try flush() }
    }

    /// Writes what is left and puts the file in its place.
    func finish() throws(CommandError) {
        try flush()
        guard let temporaryPath else { return }
        isOpen = false
        guard close(descriptor.number) == 0, rename(temporaryPath, path) == 0 else {
            let reason = SystemText.lastError()
            unlink(temporaryPath)
            throw CommandError(.findings, "\(path): expected to put the finished file there, found: \(reason)")
        }
    }

    private func flush() throws(CommandError) {
        let isWritten = descriptor.write(buffer)
        buffer.removeAll(keepingCapacity: true)
        guard !isWritten else { return }
        throw CommandError(.findings, "\(path): expected to write there, found: \(SystemText.lastError())")
    }

    private static func unwritable(_ path: String) -> CommandError {
        CommandError(.usage, "\(path): expected a place that can be written to, found: \(SystemText.lastError())")
    }

    /// Adds a field; quotes go around those with a comma, a quote, a line end or a blank at either end.
    static func append(_ field: String, to buffer: inout [UInt8]) {
        let bytes = field.utf8
        let needsQuotes =
            bytes.first == 0x20 || bytes.last == 0x20
            || bytes.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else {
            buffer.append(contentsOf: bytes)
            return
        }
        buffer.append(0x22)
        for byte in bytes {
            if byte == 0x22 { buffer.append(0x22) }
            buffer.append(byte)
        }
        buffer.append(0x22)
    }
}
