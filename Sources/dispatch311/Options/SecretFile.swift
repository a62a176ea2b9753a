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
        try NewSecretFile(path: path).write(text)
    }
}
