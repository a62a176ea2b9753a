import GeoReport
import Store

/// What came of several items, as an address says it, so that the page can be loaded again without doing it again.
struct BulkResults: Sendable {
    let action: BulkAction?
    /// By number.
    let results: [ItemResult]
    /// The query of the list it was sent from.
    let back: String

    var items: [Int64] { results.map(\.item) }

    /// Reads what `text` wrote.
    init(action: BulkAction?, text: String, back: String) {
        self.action = action
        self.back = back
        results = text.split(separator: ".").prefix(Worklists.pageSize).compactMap { part in
            let pair = part.split(separator: "-")
            guard pair.count == 2, let item = Int64(pair[0]), item > 0,
                let outcome = ItemOutcome(rawValue: String(pair[1]))
            else { return nil }
            return ItemResult(item: item, outcome: outcome)
        }
    }

    /// Reads the address.
    init(_ query: FormParameters) {
        self.init(
            action: query["action"].flatMap { BulkAction(rawValue: $0) },
            text: query["results"] ?? "",
            back: query["back"] ?? ""
        )
    }

    /// `12-ok.13-stale`.
    static func text(_ results: [ItemResult]) -> String {
        results.map { "\($0.item)-\($0.outcome.rawValue)" }.joined(separator: ".")
    }

    /// Where the page of them is.
    var address: String {
        let parameters = [
            ("action", action?.rawValue ?? ""), ("results", Self.text(results)), ("back", back),
        ]
        return "/desk/results?\(FormParameters(parameters.map { .init(name: $0.0, value: $0.1) }).encoded)"
    }

    /// The list it was sent from: always one of the desk's own addresses.
    var backAddress: String { back.isEmpty ? "/desk/items" : "/desk/items?\(back)" }
}
