/// Finds the word that was probably meant.
enum Spelling {
    /// The nearest candidate, nil when none is near: at most a third of the letters wrong, and never more than three.
    ///
    /// Candidates equally near are told apart by their order.
    static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().prefix(64))
        var best: (distance: Int, word: String)?
        for candidate in candidates {
            let others = Array(candidate.lowercased().prefix(64))
            let limit = min(3, max(1, max(letters.count, others.count) / 3), (best?.distance ?? 4) - 1)
            guard limit >= 0, abs(letters.count - others.count) <= limit else { continue }
            let distance = distance(letters, others)
            if distance <= limit { best = (distance, candidate) }
        }
        return best?.word
    }

    /// Letters inserted, left out, replaced, or swapped with their neighbour (optimal string alignment).
    static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for (row, letter) in one.enumerated() {
            var current = [row + 1]
            for (column, otherLetter) in other.enumerated() {
                var cost = min(
                    last[column] + (letter == otherLetter ? 0 : 1),
                    last[column + 1] + 1,
                    current[column] + 1
                )
                if row > 0, column > 0, letter == other[column - 1], one[row - 1] == otherLetter {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[other.count]
    }
}
