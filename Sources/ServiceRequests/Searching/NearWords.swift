/// Finds the words that somebody who made a typing error probably meant.
///
/// Errors are letters too many (a doubled one too), left out, replaced, or swapped with their neighbour: one in a word
/// of 4 to 7 letters, two in a longer one. Words with figures are never taken for errors.
struct NearWords: Sendable {
    /// A word that may be meant.
    struct Form: Sendable {
        let word: SearchWord
        /// How many entries have the word.
        let uses: Int
        /// The languages of the texts that have it; empty where no text says its own.
        let languages: Set<String>
        fileprivate let letters: [UInt32]
        /// A bit for each letter it has; two words `n` errors apart differ in at most `2 n` bits.
        fileprivate let mask: UInt32

        init(_ word: SearchWord, uses: Int, languages: Set<String>) {
            self.word = word
            self.uses = uses
            self.languages = languages
            letters = NearWords.letters(of: word.folded) ?? []
            mask = NearWords.mask(of: letters)
        }

        fileprivate func isOf(_ language: String?) -> Bool {
            language == nil || languages.isEmpty || language.map(languages.contains) == true
        }
    }

    /// By their number of letters.
    private let forms: [[Form]]

    /// Takes in words, each once.
    init(_ words: some Sequence<Form>) {
        var forms: [[Form]] = []
        for form in words where form.letters.count >= Self.shortest - 1 {
            while forms.count <= form.letters.count { forms.append([]) }
            forms[form.letters.count].append(form)
        }
        self.forms = forms
    }

    /// The words nearest to a folded one, at most eight: first those with the same first letter, then those that more
    /// entries have.
    ///
    /// Of words equally near those of the language are meant; a short one is taken for none of another language, where it
    /// may well be right.
    func nearest(to word: String, in language: String? = nil) -> [(word: SearchWord, errors: Int)] {
        guard let letters = Self.letters(of: word), letters.count >= Self.shortest else { return [] }
        let mask = Self.mask(of: letters)
        var limit = letters.count < Self.long ? 1 : 2
        var found: [Form] = []
        let shortest = min(forms.count, letters.count - limit)
        let longest = min(forms.count, letters.count + limit + 1)
        for form in forms[shortest..<longest].joined() {
            guard (form.mask ^ mask).nonzeroBitCount <= 2 * limit,
                letters.count >= Self.foreign || form.isOf(language),
                let errors = Self.errors(letters[...], form.letters[...], limit: limit)
            else { continue }
            if errors < limit { found = [] }
            limit = errors
            found.append(form)
        }
        func isBetter(_ one: Form, _ other: Form) -> Bool {
            let starts = (one.letters[0] == letters[0], other.letters[0] == letters[0])
            if starts.0 != starts.1 { return starts.0 }
            return one.uses == other.uses ? one.word.folded < other.word.folded : one.uses > other.uses
        }
        let own = found.filter { $0.isOf(language) }
        return (own.isEmpty ? found : own).sorted(by: isBetter).prefix(8).map { ($0.word, limit) }
    }

    /// The fewest letters a word must have to be taken for an error.
    private static let shortest = 4
    /// From how many letters on there may be two errors.
    private static let long = 8

    /// The fewest letters of one that may be meant in another language than the visitor's.
    private static let foreign = 6

    /// nil where something else than letters is in it.
    private static func letters(of word: String) -> [UInt32]? {
        let scalars = word.unicodeScalars
        guard scalars.allSatisfy({ $0.properties.isAlphabetic && $0.properties.numericType == nil }) else { return nil }
        return scalars.map(\.value)
    }

    private static func mask(of letters: [UInt32]) -> UInt32 {
        letters.reduce(0) { $0 | 1 << ($1 & 31) }
    }

    /// How many errors lie between two words, nil where more than a limit (optimal string alignment).
    private static func errors(_ one: ArraySlice<UInt32>, _ other: ArraySlice<UInt32>, limit: Int) -> Int? {
        var (one, other) = (one, other)
        while let letter = one.first, letter == other.first {
            one = one.dropFirst()
            other = other.dropFirst()
        }
        if one.isEmpty || other.isEmpty {
            let rest = one.count + other.count
            return rest <= limit ? rest : nil
        }
        guard limit > 0 else { return nil }
        var best = errors(one.dropFirst(), other.dropFirst(), limit: limit - 1)
        func consider(_ errors: Int?) {
            if let errors, errors < best ?? .max { best = errors }
        }
        consider(errors(one.dropFirst(), other, limit: limit - 1))
        consider(errors(one, other.dropFirst(), limit: limit - 1))
        if one.count > 1, other.count > 1, one[one.startIndex] == other[other.startIndex + 1],
            one[one.startIndex + 1] == other[other.startIndex]
        {
            consider(errors(one.dropFirst(2), other.dropFirst(2), limit: limit - 1))
        }
        return best.map { $0 + 1 }
    }
}
