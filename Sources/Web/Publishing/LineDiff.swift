/// The lines of a text that are not what they were, each with a few around it.
struct LineDiff: Sendable {
    /// A line of the comparison.
    struct Line: Sendable {
        /// Its number before; nil for a new one.
        let before: Int?
        /// Its number now; nil for one that is gone.
        let after: Int?
        /// "+", "−", or nothing for a line that stays.
        let sign: String
        let text: String
        /// The class of the row.
        let tone: String
    }

    /// Texts with more lines that differ than this are compared as wholes: it takes the square of it.
    private static let most = 1500
    private static let context = 3

    /// The lines, with a gap where lines that stay are left out.
    let hunks: [[Line]]
    let added: Int
    let removed: Int

    init(from before: String, to after: String) {
        let (old, new) = (Self.lines(before), Self.lines(after))
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        var end = 0
        while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
        let (was, becomes) = (Array(old[start..<old.count - end]), Array(new[start..<new.count - end]))
        var gone = Set(was.indices), come = Set(becomes.indices)
        if max(was.count, becomes.count) <= Self.most {
            (gone, come) = ([], [])
            for change in becomes.difference(from: was) {
                switch change {
                case .remove(let offset, _, _): gone.insert(offset)
                case .insert(let offset, _, _): come.insert(offset)
                }
            }
        }
        added = come.count
        removed = gone.count
        var all: [Line] = []
        func stay(_ one: Int, _ other: Int) {
            all.append(Line(before: one + 1, after: other + 1, sign: "", text: old[one], tone: "same"))
        }
        for index in 0..<start { stay(index, index) }
        var (one, other) = (0, 0)
        while one < was.count || other < becomes.count {
            if one < was.count, gone.contains(one) {
                all.append(Line(before: start + one + 1, after: nil, sign: "−", text: was[one], tone: "gone"))
                one += 1
            } else if other < becomes.count, come.contains(other) {
                all.append(Line(before: nil, after: start + other + 1, sign: "+", text: becomes[other], tone: "come"))
                other += 1
            } else {
                stay(start + one, start + other)
                (one, other) = (one + 1, other + 1)
            }
        }
        for index in 0..<end { stay(old.count - end + index, new.count - end + index) }
        hunks = Self.hunks(all)
    }

    private static func hunks(_ lines: [Line]) -> [[Line]] {
        let changed = lines.indices.filter { lines[$0].tone != "same" }
        var hunks: [Range<Int>] = []
        for index in changed {
            let range = max(0, index - context)..<min(lines.count, index + context + 1)
            if let last = hunks.last, last.upperBound >= range.lowerBound {
                hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
            } else {
                hunks.append(range)
            }
        }
        return hunks.map { Array(lines[$0]) }
    }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
