import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A file of answers to `GET changes`, one a line, that a reader may be killed over at any moment and go on with.
///
/// The last whole line says where to go on: what is in the file has been read, and nothing else has.
final class ChangeFile: Sendable {
    /// The cursor of the last whole line; nil for a file without one.
    let cursor: String?

    private let path: String
    private let descriptor: OutputDescriptor

    /// Opens or makes the file, and takes a line away that was not written to its end.
    init(path: String) throws(CommandError) {
        self.path = path
        let number = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard number >= 0 else {
            throw CommandError(.usage, "--out: expected a file that can be written, found \(path)")
        }
        descriptor = OutputDescriptor(number: number)
        let bytes = (try? Data(contentsOf: URL(filePath: path))) ?? Data()
        let whole = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        guard whole == bytes.count || ftruncate(number, off_t(whole)) == 0 else {
            throw CommandError(.usage, "--out: expected a file that can be cut after its last line, found \(path)")
        }
        guard let last = bytes.prefix(whole).split(separator: 0x0A).last else {
            cursor = nil
            return
        }
        guard let listing = try? JSONDecoder().decode(ChangeListing.self, from: last) else {
            throw CommandError(
                .usage,
                "--out: expected a file of earlier answers or a new one, found another in \(path)"
            )
        }
        cursor = listing.cursor
    }

    deinit { close(descriptor.number) }

    /// Writes an answer's line.
    func append(_ line: String) throws(CommandError) {
        guard descriptor.write(line + "\n") else {
            throw CommandError(.tryAgain, "expected room for more in \(path), found none")
        }
    }
}
