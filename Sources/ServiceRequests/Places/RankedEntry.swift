internal import Boundaries

/// A boundary with how well it answers; less is better.
struct RankedEntry: Comparable {
    let rank: PlaceRank
    let entry: PlaceEntry

    static func == (first: RankedEntry, second: RankedEntry) -> Bool { !(first < second) && !(second < first) }

    static func < (first: RankedEntry, second: RankedEntry) -> Bool {
        if first.rank != second.rank { return first.rank < second.rank }
        let (left, right) = (first.entry, second.entry)
        if left.layer != right.layer { return left.layer < right.layer }
        let lengths = (left.name.text.utf8.count, right.name.text.utf8.count)
        if lengths.0 != lengths.1 { return lengths.0 < lengths.1 }
        if left.name.text != right.name.text { return left.name.text < right.name.text }
        return left.boundary.id < right.boundary.id
    }
}
