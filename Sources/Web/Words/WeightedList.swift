/// What a client takes, and how much it likes each: fields such as `gzip, br;q=0.5` (RFC 9110, part 12.4.2).
struct WeightedList: Sendable {
    /// One of them.
    struct Item: Sendable, Equatable {
        /// In small letters.
        let name: String
        /// From 0, which refuses it, to 1.
        let weight: Double
    }

    /// In the field's order.
    let items: [Item]

    /// Reads the field; what has no name is left out, and no more than 50 are looked at.
    init(_ field: String?) {
        let parts = (field ?? "").lowercased().split(separator: ",", maxSplits: 50).prefix(50)
        items = parts.compactMap { part in
            let pieces = part.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed)
            guard let name = pieces.first, !name.isEmpty else { return nil }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            return Item(name: String(name), weight: weight)
        }
    }
}

extension Substring {
    /// Without the blanks that may stand round a list's parts.
    fileprivate var trimmed: Substring {
        var rest = drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
