#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A file of text that is made whole or not at all.
enum TextFile {
    /// Writes beside the place and puts the file there at the end, over one that is there.
    static func write(_ text: String, to path: String) throws(CommandError) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandError(.usage, "\(path): expected a place that can be written to, found none")
        }
    }
}
