import Foundation

/// What counts as a word when services are searched.
enum SearchWord {
    /// English words that stand in every other sentence.
    static let empty: Set<String> = [
        "a", "about", "an", "and", "are", "at", "by", "for", "from", "has", "have", "i", "in", "is", "it", "me", "my",
        "of", "on", "or", "our", "that", "the", "there", "this", "to", "was", "with",
    ]

    /// The words of a text without case and accents, in their order.
    static func words(of text: String) -> [String] {
        let options: String.CompareOptions = [.caseInsensitive, .diacriticInsensitive, .widthInsensitive]
        let folded = text.folding(options: options, locale: nil).replacing("’", with: "'")
        return folded.unicodeScalars.split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }
            .map { String(String.UnicodeScalarView($0)) }
    }

    /// Whether a word is another one's plural in -s or -es.
    static func isPlural(_ word: String, of other: String) -> Bool {
        guard word.utf8.count > 3, word.hasPrefix(other) else { return false }
        let ending = word.utf8.dropFirst(other.utf8.count)
        return ending.elementsEqual("s".utf8) || ending.elementsEqual("es".utf8)
    }
}
