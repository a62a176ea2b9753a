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
    /// For each of them the words of its keywords and aliases.
    private let phrases: [[Set<String>]]
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
        phrases = vocabulary.phrases
        index = WordIndex(vocabulary.entries, hasGenders: languages.contains { $0.prefix(2) == "es" })
        near = NearWords(vocabulary.forms)
        empty = EmptyWords.of(languages: languages)
    }

    /// The entries that have every word of a query; where there is none, those that have the most of them.
    ///
    /// Nothing is found for a query without a letter or a digit. A typing error is taken for a word of the visitor's
    /// language first. Words written apart that the catalog writes as one ("side walk") are one where that finds more.
    public func answer(to query: String, in language: String? = nil) -> Answer {
        let all = SearchWord.words(of: String(query.prefix(400)))
        return ([all] + joined(all)).map { found($0, language) }.reduce(nil) { best, next in
            best.map { $0.isBelow(next) ? next : $0 } ?? next
        }?.answer ?? Answer(entries: [], isPartial: false, corrections: [], corrected: nil)
    }

    private struct Finding {
        let answer: Answer
        let score: Int

        /// Never for an equal one, so that what was typed as it is wins.
        func isBelow(_ other: Finding) -> Bool {
            if other.answer.entries.isEmpty || answer.entries.isEmpty { return !other.answer.entries.isEmpty }
            if answer.isPartial != other.answer.isPartial { return answer.isPartial }
            return score < other.score
        }
    }

    /// The words with each two neighbours as one that the catalog has.
    private func joined(_ words: [SearchWord]) -> [[SearchWord]] {
        guard words.count > 1 else { return [] }
        return words.prefix(Self.maximumWords).indices.dropLast().compactMap { place in
            let (one, other) = (words[place], words[place + 1])
            guard index.has(one.folded + other.folded) else { return nil }
            let whole = SearchWord(folded: one.folded + other.folded, spelled: one.spelled + other.spelled)
            return words[..<place] + [whole] + words[(place + 2)...]
        }
    }

    private func found(_ all: [SearchWord], _ language: String?) -> Finding {
        let words = meaningful(all)
        var tally = Tally(entries: entries.count)
        let unknown = words.filter { !tally.add(index.scores(of: $0)) }
        var meant: [String: SearchWord] = [:]
        for word in unknown {
            guard let found = correction(of: word, in: language, beside: tally) else { continue }
            meant[word] = found.word
            tally.add(found.scores, errors: found.errors)
        }
        let right = Set(words)
        let known = right.union(meant.values.map(\.folded))
        let best = tally.best.map { entry in
            // A whole name counts half where it is one only with its errors mended.
            let times = names[entry].map { $0.isSubset(of: right) ? 2 : $0.isSubset(of: known) ? 1 : 0 }.max() ?? 0
            let isWhole = phrases[entry].contains(known)
            let whole = !isWhole ? 0 : known.count > 1 ? Self.wholePhrase : Self.wholeWord
            return Hit(
                entry: entries[entry],
                isNamed: tally.isNamed[entry],
                score: tally.scores[entry] + max(times * Self.wholeName / 2, whole)
            )
        }
        // `sort` is stable, and the entries came in the catalog's order.
        let sorted = best.sorted { $1 < $0 }
        let answer = Answer(
            entries: sorted.map(\.entry),
            isPartial: !best.isEmpty && tally.most < words.count,
            corrections: all.compactMap { word in
                meant[word.folded].map { Correction(typed: word.spelled, meant: $0.spelled) }
            },
            corrected: meant.isEmpty
                ? nil : all.map { meant[$0.folded]?.spelled ?? $0.spelled }.joined(separator: " ")
        )
        return Finding(answer: answer, score: sorted.first.map { $0.isNamed ? $0.score : 0 } ?? 0)
    }

    /// What it counts that a query has every word of a name.
    private static let wholeName = 60
    /// What it counts that a query is a keyword or an alias of several words, more than that a name has these too.
    private static let wholePhrase = 50
    /// What it counts that it is one of a single word, and not a word of a longer one; a name's word counts more.
    private static let wholeWord = 15

    private struct Hit {
        let entry: Catalog.Entry
        let isNamed: Bool
        let score: Int

        static func < (one: Hit, other: Hit) -> Bool {
            one.isNamed == other.isNamed ? one.score < other.score : other.isNamed
        }
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
    private func correction(
        of word: String,
        in language: String?,
        beside tally: Tally
    ) -> (word: SearchWord, scores: [Int], errors: Int)? {
        var best: (word: SearchWord, scores: [Int], errors: Int, reach: Tally.Reach)?
        for (candidate, errors) in near.nearest(to: word, in: language) {
            let scores = index.scores(of: candidate.folded)
            let reach = tally.reach(with: scores, errors: errors)
            if best.map({ $0.reach < reach }) ?? true { best = (candidate, scores, errors, reach) }
        }
        return best.map { ($0.word, $0.scores, $0.errors) }
    }
}
