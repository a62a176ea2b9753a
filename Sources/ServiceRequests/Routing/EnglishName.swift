/// Names as they stand inside an English sentence.
enum EnglishName {
    /// What bodies and areas are called that take an article: "the Department of Buildings", "the 75th Precinct".
    private static let nouns: Set<String> = [
        "administration", "agency", "authority", "board", "border", "bureau", "commission", "corporation",
        "department", "division", "line", "office", "precinct", "sheriff", "unit",
    ]

    /// The name with "the" before it, where English wants one and the name has none.
    static func withArticle(_ name: String) -> String {
        // Bytes rather than characters: this stands in every intake, and the words looked for are ASCII.
        let words = name.lowercased().utf8.split { !isWordByte($0) }.map { String(Substring($0)) }
        guard let first = words.first, let last = words.last else { return name }
        if first == "the" { return "the" + name.dropFirst(3) }
        if last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return name }
        return words.contains(where: nouns.contains) ? "the \(name)" : name
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80
    }

    /// A layer's id as words: `police_precinct` is "police precinct".
    static func layer(_ id: String) -> String {
        id.split(separator: "_").joined(separator: " ")
    }

    /// The word with "a" or "an".
    static func withIndefiniteArticle(_ word: String) -> String {
        guard let first = word.first?.lowercased() else { return word }
        return ("aeiou".contains(first) ? "an " : "a ") + word
    }

    /// "a", "a or b", "a, b or c".
    static func list(_ words: [String], _ conjunction: String = "or") -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }
}
