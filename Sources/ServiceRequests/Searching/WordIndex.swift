/// Which entries have which words, and how much each counts there.
struct WordIndex: Sendable {
    private struct Place {
        let entry: Int
        let weight: Int
    }

    /// The most that a word scores in an entry that has it in its description alone.
    static let mostInDescription = 2 * Vocabulary.Place.description

    private let count: Int
    /// In the order of their UTF-8, so that those with one beginning lie together.
    private let words: [String]
    /// For each word the entries that have it.
    private let places: [[Place]]
    private let positions: [String: Int]
    private let hasGenders: Bool

    /// Takes in the folded words of every entry with their weights, all above 0, and whether some are Spanish.
    init(_ entries: [[String: Int]], hasGenders: Bool) {
        var found: [String: [Place]] = [:]
        for (entry, weights) in entries.enumerated() {
            for (word, weight) in weights { found[word, default: []].append(Place(entry: entry, weight: weight)) }
        }
        let words = found.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        count = entries.count
        self.hasGenders = hasGenders
        self.words = words
        places = words.map { found[$0] ?? [] }
        positions = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) })
    }

    /// For every entry twice the weight of a word or of its singular, one less for its other gender in Spanish ("inodoro
    /// roto" finds "tuberías rotas"), once the weight of a longer one that begins with it; the best of these, 0 where it
    /// has none.
    func scores(of word: String) -> [Int] {
        var scores = [Int](repeating: 0, count: count)
        func note(_ position: Int, times: Int, less: Int = 0) {
            for place in places[position] {
                scores[place.entry] = max(scores[place.entry], times * place.weight - less)
            }
        }
        for whole in [word] + SearchWord.singulars(of: word) {
            if let position = positions[whole] { note(position, times: 2) }
        }
        if hasGenders, let other = SearchWord.otherGender(of: word) {
            for form in [other, other + "s"] + SearchWord.singulars(of: other) {
                if let position = positions[form] { note(position, times: 2, less: 1) }
            }
        }
        if word.utf8.count > 1 {
            var position = firstPosition(notBefore: word)
            while position < words.count, words[position].utf8.starts(with: word.utf8) {
                note(position, times: 1)
                position += 1
            }
        }
        return scores
    }

    /// Whether an entry has the very word.
    func has(_ word: String) -> Bool { positions[word] != nil }

    private func firstPosition(notBefore word: String) -> Int {
        var (low, high) = (0, words.count)
        while low < high {
            let middle = (low + high) / 2
            if words[middle].utf8.lexicographicallyPrecedes(word.utf8) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
