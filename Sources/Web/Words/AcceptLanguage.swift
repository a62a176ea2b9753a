/// The languages a browser prefers (RFC 9110, part 12.5.4).
struct AcceptLanguage: Sendable {
    private struct Range {
        let tag: Substring
        let weight: Double
    }

    /// The ranges by falling weight, those of one weight in their order, none that is refused.
    private let ranges: [Range]

    /// Reads the field; what is no range is left out, and no more than 50 are looked at.
    init(_ field: String?) {
        let parts = (field ?? "").lowercased().split(separator: ",", maxSplits: 50).prefix(50)
        let ranges = parts.compactMap { part -> Range? in
            let pieces = part.split(separator: ";").map { $0.trimming { $0 == " " || $0 == "\t" } }
            guard let tag = pieces.first, !tag.isEmpty else { return nil }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            return weight > 0 ? Range(tag: tag, weight: weight) : nil
        }
        self.ranges = ranges.enumerated()
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element)
    }

    /// The one of some languages that is liked best; nil where none of them was asked for.
    ///
    /// “es-MX” is served by “es” (RFC 4647, part 3.4), “es” also by “es-US”.
    func best(of languages: [String]) -> String? {
        for range in ranges {
            if range.tag == "*" { return languages.first }
            var tag = range.tag
            while !tag.isEmpty {
                if let exact = languages.first(where: { $0.lowercased() == tag }) { return exact }
                tag = tag.lastIndex(of: "-").map { tag[..<$0] } ?? ""
            }
            if let wider = languages.first(where: { $0.lowercased().hasPrefix("\(range.tag)-") }) { return wider }
        }
        return nil
    }
}

extension Substring {
    /// Without what a test holds for at both ends.
    fileprivate func trimming(_ isBlank: (Character) -> Bool) -> Substring {
        var rest = drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }
}
