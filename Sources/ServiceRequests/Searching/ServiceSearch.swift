/// Finds services, and what other sites do, by the words people type.
///
/// Looks in names, keywords, aliases and descriptions, in every language they have. Case and accents do not matter, nor
/// does the order of the words; a word also finds longer ones that begin with it, and its own singular. A word that
/// nothing in the catalog has is taken for a typing error where one of the catalog's is near.
///
///     ServiceSearch(catalog.services).answer(to: "tree down").services
public struct ServiceSearch: Sendable {
    /// The most words of a query that count.
    public static let maximumWords = 12

    private let entries: [Catalog.Entry]
    /// For each of them the words of its name that say something, in each language.
    private let names: [[Set<String>]]
    private let index: WordIndex
    private let near: NearWords
    /// The words that say nothing in one of the catalog's languages.
    private let empty: Set<String>

    /// Takes in services and what other sites do; a catalog of 150 in two languages takes some 40 ms, so keep it beside
    /// the catalog.
    public init(_ services: [Catalog.Service], elsewhere: [Catalog.Elsewhere] = []) {
        entries = services.map(Catalog.Entry.service) + elsewhere.map(Catalog.Entry.elsewhere)
        let languages = Set(entries.flatMap(\.name.translations.keys))
        var vocabulary = Vocabulary(languages: languages)
        for entry in entries { vocabulary.add(entry) }
        names = entries.map(Self.names)
        index = WordIndex(vocabulary.entries, hasGenders: languages.contains { $0.prefix(2) == "es" })
        near = NearWords(vocabulary.forms)
        empty = EmptyWords.of(languages: languages)
    }

    /// The entries that have every word of a query; where there is none, those that have the most of them.
    ///
    /// Nothing is found for a query without a letter or a digit.
    public func answer(to query: String) -> Answer {
        let all = SearchWord.words(of: String(query.prefix(400)))
        let words = meaningful(all)
        var tally = Tally(entries: entries.count)
        let unknown = words.filter { !tally.add(index.scores(of: $0)) }
        var meant: [String: SearchWord] = [:]
        for word in unknown {
            guard let found = correction(of: word, beside: tally) else { continue }
            meant[word] = found.word
            tally.add(found.scores)
        }
        let right = Set(words)
        let known = right.union(meant.values.map(\.folded))
        let best = tally.best.map { entry in
            // A whole name counts half where it is one only with its errors mended.
            let times = names[entry].map { $0.isSubset(of: right) ? 2 : $0.isSubset(of: known) ? 1 : 0 }.max() ?? 0
            return Hit(entry: entries[entry], score: tally.scores[entry] + times * Self.wholeName / 2)
        }
        return Answer(
            // `sort` is stable, and the entries came in the catalog's order.
            entries: best.sorted { $0.score > $1.score }.map(\.entry),
            isPartial: !best.isEmpty && tally.most < words.count,
            corrections: all.compactMap { word in
                meant[word.folded].map { Correction(typed: word.spelled, meant: $0.spelled) }
            },
            corrected: meant.isEmpty
                ? nil : all.map { meant[$0.folded]?.spelled ?? $0.spelled }.joined(separator: " ")
        )
    }

    /// What it counts that a query has every word of a name.
    private static let wholeName = 60

    private struct Hit {
        let entry: Catalog.Entry
        let score: Int
    }

    private static func names(of entry: Catalog.Entry) -> [Set<String>] {
        entry.name.translations.compactMap { language, name in
            let words = SearchWord.words(of: name).map(\.folded)
            let rest = Set(words).subtracting(EmptyWords.of(language: language))
            return rest.isEmpty ? nil : rest
        }
    }

    /// Each word once, without those that say nothing unless there are no others.
    private func meaningful(_ words: [SearchWord]) -> ArraySlice<String> {
        var seen: Set<String> = []
        let distinct = words.map(\.folded).filter { seen.insert($0).inserted }
        let rest = distinct.filter { !empty.contains($0) }
        return (rest.isEmpty ? distinct : rest).prefix(Self.maximumWords)
    }

    /// Of the words that are nearest to one, that with which the rest of the query finds most.
    private func correction(of word: String, beside tally: Tally) -> (word: SearchWord, scores: [Int])? {
        var best: (word: SearchWord, scores: [Int], reach: Tally.Reach)?
        for (candidate, errors) in near.nearest(to: word) {
            let scores = index.scores(of: candidate.folded).map { $0 / (1 + errors) }
            let reach = tally.reach(with: scores)
            if best.map({ $0.reach < reach }) ?? true { best = (candidate, scores, reach) }
        }
        return best.map { ($0.word, $0.scores) }
    }
}
