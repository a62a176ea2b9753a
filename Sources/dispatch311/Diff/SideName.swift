/// How a person names boundaries that are to be compared.
///
/// Words of the database come first; whatever else there is a file or folder, and one that is called like such a word is
/// written with its folder: `./12`.
enum SideName: Sendable, Hashable {
    /// What is in force: `in-force`.
    case inForce
    /// What a publication had, by its number: `12`.
    case publication(Int)
    /// What will be in force from a scheduled change on, as far as it is known: `scheduled-3`.
    case scheduled(Int)
    /// A layer's version, by the first 6 digits or more: `9b02aa`.
    case version(String)
    /// A file of GeoJSON, or a folder with `layers.yml`.
    case path(String)

    /// Reads a word.
    init(_ word: String) {
        let isNumber = word.utf8.allSatisfy { (0x30...0x39).contains($0) }
        let digits = word.lowercased()
        if word == "in-force" {
            self = .inForce
        } else if word.hasPrefix("scheduled-"), let number = Int(word.dropFirst(10)), number > 0 {
            self = .scheduled(number)
        } else if isNumber, (1...5).contains(word.utf8.count), let number = Int(word), number > 0 {
            self = .publication(number)
        } else if (6...12).contains(digits.utf8.count), digits.utf8.allSatisfy("0123456789abcdef".utf8.contains) {
            self = .version(digits)
        } else {
            self = .path(word)
        }
    }

    /// Whether it takes the database to know it.
    var isStored: Bool { if case .path = self { false } else { true } }
}
