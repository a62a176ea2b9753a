/// Finds services by the words people type.
///
/// Looks in names, keywords, aliases and descriptions, in every language they have. Case and accents do not matter, nor
/// does the order of the words; a word also finds longer ones that begin with it, and its own singular.
///
///     ServiceSearch(catalog.services).answer(to: "tree down").services
public struct ServiceSearch: Sendable {
    /// What was found.
    public struct Answer: Sendable, Hashable {
        /// The services, the best first; equally good ones in the order of the catalog.
        public let services: [Catalog.Service]
        /// Whether no service has all the words: those found have the most of them.
        public let isPartial: Bool
    }

    /// The most words of a query that count.
    public static let maximumWords = 12

    private struct Entry: Sendable {
        let service: Catalog.Service
        /// Every word of it with the weight of the best place it stands in.
        let weights: [(word: String, weight: Int)]
        let nameWords: Set<String>
    }

    private let entries: [Entry]

    /// Takes in services; a catalog of 150 takes some milliseconds, so keep it beside the catalog.
    public init(_ services: [Catalog.Service]) {
        entries = services.map(Self.entry)
    }

    /// The services that have every word of a query; where there is none, those that have the most of them.
    ///
    /// Nothing is found for a query without a letter or a digit.
    public func answer(to query: String) -> Answer {
        let words = Self.meaningful(SearchWord.words(of: String(query.prefix(400)))).prefix(Self.maximumWords)
        guard !words.isEmpty else { return Answer(services: [], isPartial: false) }
        var hits: [(service: Catalog.Service, matched: Int, score: Int)] = []
        for entry in entries {
            let scores = words.map { Self.score($0, in: entry) }
            let matched = scores.count { $0 > 0 }
            if matched == 0 { continue }
            let isWholeName = entry.nameWords.isSubset(of: words)
            hits.append((entry.service, matched, scores.reduce(0, +) + (isWholeName ? Weight.wholeName : 0)))
        }
        let most = hits.map(\.matched).max() ?? 0
        // `sort` is stable, and the entries came in the catalog's order.
        let best = hits.filter { $0.matched == most }.sorted { $0.score > $1.score }
        return Answer(services: best.map(\.service), isPartial: !best.isEmpty && most < words.count)
    }

    // MARK: - Weights

    private enum Weight {
        static let name = 40
        static let keyword = 30
        static let alias = 20
        static let description = 5
        static let wholeName = 60
    }

    private static func entry(_ service: Catalog.Service) -> Entry {
        var weights: [String: Int] = [:]
        func note(_ texts: some Sequence<String>, _ weight: Int) {
            for word in texts.flatMap(SearchWord.words) { weights[word] = max(weights[word] ?? 0, weight) }
        }
        note(service.name.translations.values, Weight.name)
        note(service.keywords.values.joined(), Weight.keyword)
        note(service.aliases, Weight.alias)
        note(service.description.translations.values, Weight.description)
        return Entry(
            service: service,
            weights: weights.map { ($0.key, $0.value) },
            nameWords: Set(SearchWord.words(of: service.name.text()))
        )
    }

    /// Twice the weight for the word itself, once for a longer one that begins with it.
    private static func score(_ word: String, in entry: Entry) -> Int {
        var best = 0
        for (candidate, weight) in entry.weights where 2 * weight > best {
            if candidate == word || SearchWord.isPlural(word, of: candidate) {
                best = 2 * weight
            } else if weight > best, word.utf8.count > 1, candidate.hasPrefix(word) {
                best = weight
            }
        }
        return best
    }

    /// Without the words that say nothing, unless there are no others.
    private static func meaningful(_ words: [String]) -> [String] {
        let rest = words.filter { !SearchWord.empty.contains($0) }
        return rest.isEmpty ? words : rest
    }
}
