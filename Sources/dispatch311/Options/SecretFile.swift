import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Files that hold one secret: a key, a URL with a password.
enum SecretFile {
    /// The file's text without line ends around it; `-` is standard input.
    static func text(_ path: String, option: String) throws(CommandError) -> String {
        var bytes: [UInt8] = []
        do {
            let source = try FileSource(path: path)
            while case let piece = try source.next(), !piece.isEmpty, bytes.count < 1 << 16 { bytes += piece }
        } catch {
            throw CommandError(.usage, "--\(option): \(error)")
        }
        guard let text = String(validating: bytes, as: UTF8.self)?.trimmed, !text.isEmpty else {
            throw CommandError(.usage, "--\(option): \(path): expected one line of text, found none")
        }
        return text
    }

    /// Writes a new file only its owner can read; refuses one that is there.
    static func write(_ text: String, to path: String) throws(CommandError) {
        let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard number >= 0 else {
            throw CommandError(.usage, "\(path): expected to make a new file, found: \(SystemText.lastError())")
        }
        let isWritten = OutputDescriptor(number: number).write(text + "\n")
        guard close(number) == 0, isWritten else {
            throw CommandError(.findings, "\(path): expected to write there, found: \(SystemText.lastError())")
        }
    }
}
