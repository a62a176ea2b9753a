/// How many words of a query each entry has, and how well.
struct Tally: Sendable {
    /// How far a query gets with one more word.
    struct Reach: Comparable {
        let matched: Int
        let score: Int

        static func < (one: Reach, other: Reach) -> Bool {
            (one.matched, one.score) < (other.matched, other.score)
        }
    }

    /// The sum of its words' scores, for each entry.
    private(set) var scores: [Int]
    /// Whether an entry has any word elsewhere than in its description.
    private(set) var isNamed: [Bool]
    private var matched: [Int]

    /// Begins without a word.
    init(entries: Int) {
        scores = [Int](repeating: 0, count: entries)
        isNamed = [Bool](repeating: false, count: entries)
        matched = scores
    }

    /// Counts a word by its score in each entry, and says whether any has it; one with errors mended counts less.
    @discardableResult mutating func add(_ scores: [Int], errors: Int = 0) -> Bool {
        var isKnown = false
        for (entry, score) in scores.enumerated() where score > 0 {
            self.scores[entry] += Self.mended(score, errors)
            matched[entry] += 1
            if score > WordIndex.mostInDescription { isNamed[entry] = true }
            isKnown = true
        }
        return isKnown
    }

    private static func mended(_ score: Int, _ errors: Int) -> Int { max(1, score * 2 / (2 + errors)) }

    /// The most words that one entry has.
    var most: Int { matched.max() ?? 0 }

    /// The entries that have the most words, in their order; none where no entry has any.
    var best: [Int] {
        let most = most
        return most == 0 ? [] : matched.indices.filter { matched[$0] == most }
    }

    /// What the best entry would have with one more word that has errors.
    func reach(with scores: [Int], errors: Int) -> Reach {
        matched.indices.map { entry in
            Reach(
                matched: matched[entry] + (scores[entry] > 0 ? 1 : 0),
                score: self.scores[entry] + (scores[entry] > 0 ? Self.mended(scores[entry], errors) : 0)
            )
        }.max() ?? Reach(matched: 0, score: 0)
    }
}
