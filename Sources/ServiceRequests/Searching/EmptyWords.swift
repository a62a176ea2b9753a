/// Words that stand in every other sentence and say nothing about what is asked for.
enum EmptyWords {
    /// Those of a language and its regional forms (`es`, `es-MX`), without accents; none of a language not known here.
    static func of(language: String) -> Set<String> {
        byLanguage[String(language.prefix { $0 != "-" })] ?? []
    }

    /// Those of any of some languages.
    static func of(languages: some Sequence<String>) -> Set<String> {
        languages.reduce(into: []) { $0.formUnion(of(language: $1)) }
    }

    /// "no", "not", "sin" and "without" are not among them: "sin agua" is not "agua".
    private static let byLanguage: [String: Set<String>] = [
        // "s" and "t" are what is left of "neighbor's" and "doesn't".
        "en": [
            "a", "about", "an", "and", "are", "at", "by", "for", "from", "has", "have", "i", "in", "is", "it", "me",
            "my", "of", "on", "or", "our", "s", "t", "that", "the", "there", "this", "to", "was", "with",
        ],
        "es": [
            "al", "con", "de", "del", "el", "en", "esa", "ese", "eso", "esta", "este", "hay", "la", "las", "lo", "los",
            "me", "mi", "o", "para", "por", "que", "se", "su", "sus", "u", "un", "una", "unas", "unos", "y",
        ],
    ]
}
