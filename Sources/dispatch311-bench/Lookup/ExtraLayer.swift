import ArgumentParser
import Boundaries

/// A further layer that is named on the command line.
struct ExtraLayer: Sendable {
    let path: String
    let key: String

    /// Reads FILE:KEY.
    init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex, text[colon...].count > 1 else {
            throw ValidationError("--extra: expected FILE:KEY, found \(text)")
        }
        path = String(text[..<colon])
        key = String(text[colon...].dropFirst())
    }

    /// The file's name without folder and ending.
    var id: String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }

    /// How it is read.
    var definition: LayerDefinition { LayerDefinition(id: id, names: ["en": id], file: path, key: key) }
}
