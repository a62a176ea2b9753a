/// The words of services and of what other sites do, with what each counts where.
struct Vocabulary {
    /// What a word counts by the best place it stands in.
    enum Place {
        static let name = 40
        static let keyword = 30
        static let alias = 20
        static let description = 5
    }

    private struct Use {
        var word: SearchWord
        /// Of the first text that has it, by the language's code; nil where no text says in which language it is.
        var language: String?
        /// Of every text that has it.
        var languages: Set<String> = []
        /// Whether it stands elsewhere than in descriptions.
        var isNamed = false
        var entries = 0
    }

    /// For each entry its words with their weights.
    private(set) var entries: [[String: Int]] = []
    /// For each entry the words of each keyword and alias.
    private(set) var phrases: [[Set<String>]] = []
    private var uses: [String: Use] = [:]
    private let empty: Set<String>

    /// Begins without an entry.
    init(languages: Set<String>) {
        empty = EmptyWords.of(languages: languages)
    }

    /// Takes in an entry; words that say nothing in the language of their text are left out.
    mutating func add(_ entry: Catalog.Entry) {
        var weights: [String: Int] = [:]
        for (language, text) in entry.name.translations.sorted(by: { $0.key < $1.key }) {
            note([text], in: language, Place.name, &weights)
        }
        for (language, texts) in entry.keywords.sorted(by: { $0.key < $1.key }) {
            note(texts, in: language, Place.keyword, &weights)
        }
        note(entry.aliases, in: nil, Place.alias, &weights)
        for (language, text) in entry.description.translations.sorted(by: { $0.key < $1.key }) {
            note([text], in: language, Place.description, &weights)
        }
        for word in weights.keys { uses[word]?.entries += 1 }
        entries.append(weights)
        let phrases = (entry.keywords.sorted { $0.key < $1.key }.flatMap(\.value) + entry.aliases).map { phrase in
            Set(SearchWord.words(of: phrase).map(\.folded)).subtracting(empty)
        }
        self.phrases.append(phrases.filter { !$0.isEmpty })
    }

    private mutating func note(_ texts: [String], in language: String?, _ weight: Int, _ weights: inout [String: Int]) {
        let empty = language.map { EmptyWords.of(language: $0) } ?? empty
        for word in texts.flatMap(SearchWord.words) where !empty.contains(word.folded) {
            weights[word.folded] = max(weights[word.folded] ?? 0, weight)
            let small = SearchWord(folded: word.folded, spelled: word.spelled.lowercased())
            var use = uses[word.folded] ?? Use(word: small, language: language)
            use.languages.formUnion(language.map { [$0] } ?? [])
            if weight > Place.description { use.isNamed = true }
            uses[word.folded] = use
        }
    }

    /// Every word that stands elsewhere than in descriptions, and the plurals and singulars that the rules of its language
    /// make, each once.
    var forms: [NearWords.Form] {
        let named = uses.filter(\.value.isNamed)
        var forms = named.mapValues { NearWords.Form($0.word, uses: $0.entries, languages: $0.languages) }
        // In one order, so that a form of two words is spelled the same every time.
        for use in named.values.sorted(by: { $0.word.folded < $1.word.folded }) {
            guard let form = use.language.flatMap({ use.word.otherNumber(in: $0) }), uses[form.folded] == nil,
                !empty.contains(form.folded)
            else { continue }
            // A form nobody wrote yields to the words that are there.
            forms[form.folded] = NearWords.Form(form, uses: 0, languages: use.language.map { [$0] } ?? [])
        }
        return Array(forms.values)
    }
}
