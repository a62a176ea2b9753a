import Foundation

/// What counts as a word when services are searched.
struct SearchWord: Sendable, Hashable {
    /// Without case and accents, as words are compared.
    let folded: String
    /// As it was written, with its accents.
    let spelled: String

    /// The words of a text in their order.
    static func words(of text: String) -> [SearchWord] {
        let options: String.CompareOptions = [.caseInsensitive, .diacriticInsensitive, .widthInsensitive]
        let folded = runs(of: text.folding(options: options, locale: nil))
        let spelled = runs(of: text.precomposedStringWithCanonicalMapping)
        // A mark that stands alone ends a word where it is kept and does not where it is folded away.
        guard folded.count == spelled.count else { return folded.map { SearchWord(folded: $0, spelled: $0) } }
        return zip(folded, spelled).map { SearchWord(folded: $0, spelled: $1) }
    }

    private static func runs(of text: String) -> [String] {
        text.unicodeScalars.split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }
            .map { String(String.UnicodeScalarView($0)) }
    }

    /// What a folded word may be the plural of, in -s or -es.
    static func singulars(of word: String) -> [String] {
        guard word.utf8.count > 3, word.hasSuffix("s") else { return [] }
        // "bees" is not of "be".
        return word.hasSuffix("es") && word.utf8.count > 4
            ? [String(word.dropLast()), String(word.dropLast(2))] : [String(word.dropLast())]
    }

    /// A folded word with -a for -o or -o for -a, before a plural's -s too; nil where it ends otherwise or is short.
    static func otherGender(of word: String) -> String? {
        let isPlural = word.hasSuffix("s")
        let stem = isPlural ? word.dropLast() : word[...]
        guard stem.utf8.count > 3, stem.hasSuffix("o") || stem.hasSuffix("a") else { return nil }
        return stem.dropLast() + (stem.hasSuffix("o") ? "a" : "o") + (isPlural ? "s" : "")
    }

    /// Its plural, or its singular where it ends in s, as the rules of a language make them, so that a mistyped one
    /// finds its word; nil where the rules do not say or there are none here.
    func otherNumber(in language: String) -> SearchWord? {
        let last = folded.unicodeScalars.suffix(2)
        let isPlural = last.last == "s"
        switch language.prefix(while: { $0 != "-" }) {
        case "en":
            // "houses" may be of "house" or of "hous", "bus" of neither.
            if isPlural { return last.first.map { "aeious".unicodeScalars.contains($0) } == false ? withoutLast : nil }
            let isHissing = last.last == "x" || last.last == "z" || folded.hasSuffix("ch") || folded.hasSuffix("sh")
            return with(ending: isHissing ? "es" : "s")
        case "es":
            if isPlural { return last.first == "a" || last.first == "o" ? withoutLast : nil }
            if last.last.map({ "aeiou".unicodeScalars.contains($0) }) == true { return with(ending: "s") }
            // An accent on the last syllable goes: ratón, ratones; any other stays: árbol, árboles.
            let isStressedLast = spelled.lowercased().suffix(2) != folded.suffix(2)
            let singular = isStressedLast ? SearchWord(folded: folded, spelled: folded) : self
            return singular.with(ending: "es")
        default: return nil
        }
    }

    private var withoutLast: SearchWord {
        SearchWord(folded: String(folded.dropLast()), spelled: String(spelled.dropLast()))
    }

    private func with(ending: String) -> SearchWord {
        SearchWord(folded: folded + ending, spelled: spelled + ending)
    }
}
