/// A text a person reads, in every language it has been translated to.
public struct LocalizedText: Sendable, Hashable, Codable {
    /// The texts by language code (`en`, `es`).
    public let translations: [String: String]

    /// Creates a text from its translations.
    public init(_ translations: [String: String]) {
        self.translations = translations
    }

    /// The text in a language; in English, then in any language (the first by code), where it has no translation.
    public func text(in language: String = "en") -> String {
        if let text = translations[language] ?? translations["en"] { return text }
        return translations.min { $0.key < $1.key }?.value ?? ""
    }
}
