import Boundaries

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A boundary file to look at, and what was said of it.
struct LintFile: Sendable, Hashable {
    /// Where it is; - is standard input.
    let path: String
    /// The property that holds a boundary's id; nil has it guessed.
    var key: String?
    /// The property that holds a boundary's name.
    var label: String?
    /// The properties kept for conditions.
    var properties: [String] = []
    /// Where every position must lie.
    var extent: BoundingBox?

    /// Reads the file, and no more of it than it may have; long work.
    func subject(limits: BoundaryLimits) throws(CommandError) -> LintSubject {
        let source = try FileSource(path: path)
        var data = Data()
        do throws(TableError) {
            while data.count <= limits.maximumBytes {
                let piece = try source.next()
                if piece.isEmpty { break }
                data.append(contentsOf: piece)
            }
        } catch {
            throw CommandError(.usage, error.description)
        }
        return LintSubject(data: data, file: path, key: key, label: label, properties: properties, extent: extent)
    }
}
