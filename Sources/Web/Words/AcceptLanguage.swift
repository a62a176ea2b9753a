/// The languages a browser prefers (RFC 9110, part 12.5.4).
struct AcceptLanguage: Sendable {
    /// The ranges by falling weight, those of one weight in their order, none that is refused.
    private let ranges: [String]

    /// Reads the field.
    init(_ field: String?) {
        ranges = WeightedList(field).items.enumerated()
            .filter { $0.element.weight > 0 }
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element.name)
    }

    /// The one of some languages that is liked best; nil where none of them was asked for.
    ///
    /// “es-MX” is served by “es” (RFC 4647, part 3.4), “es” also by “es-US”.
    func best(of languages: [String]) -> String? {
        for range in ranges {
            if range == "*" { return languages.first }
            var tag = range[...]
            while !tag.isEmpty {
                if let exact = languages.first(where: { $0.lowercased() == tag }) { return exact }
                tag = tag.lastIndex(of: "-").map { tag[..<$0] } ?? ""
            }
            if let wider = languages.first(where: { $0.lowercased().hasPrefix("\(range)-") }) { return wider }
        }
        return nil
    }
}
