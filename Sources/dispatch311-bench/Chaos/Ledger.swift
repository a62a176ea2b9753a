import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A file of lines that only grows; each line is one write, so a process that is killed leaves whole lines.
final class Ledger: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Opens it, making it where it is not there.
    init(_ path: String) throws(BenchError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BenchError("expected to open \(path), found error \(errno)") }
    }

    deinit { close(descriptor) }

    /// Writes a line; once this returns, it outlives the process.
    func write(_ line: String) throws(BenchError) {
        let bytes = Array(line.replacing("\n", with: " ").utf8) + [10]
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count == bytes.count else { throw BenchError("expected to write to \(path), found error \(errno)") }
    }

    /// The whole lines of a ledger, each split at its spaces; none where there is no such file.
    static func lines(of path: String) -> [[Substring]] {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { return [] }
        return lines(in: String(decoding: data, as: UTF8.self))
    }

    /// The same of a ledger's text.
    static func lines(in text: String) -> [[Substring]] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // What follows the last end of a line is empty, or was cut.
        lines.removeLast()
        return lines.map { $0.split(separator: " ", omittingEmptySubsequences: false) }
    }
}
