import Store

/// What `bulk-results.mustache` shows.
struct BulkResultsView: Sendable {
    /// An item, and what came of it.
    struct Line: Sendable {
        let item: String
        /// Nil where the department has it no longer.
        let line: ItemLine?
        let isDone: Bool
        let words: String
    }

    let heading: String
    let summary: String
    let isWhole: Bool
    let lines: [Line]
    let isEmpty: Bool
    let back: String

    init(_ told: BulkResults, _ rows: [ItemRow], words: StaffWords, viewer: String) {
        let action = told.action ?? .take
        heading = action.heading
        let done = told.results.count { $0.outcome == .ok }
        let all = told.results.count
        isWhole = done == all && all > 0
        summary =
            done == all
            ? "\(all == 1 ? "The item is" : "All \(all.grouped) are") done."
            : "\(done.grouped) of \(all.grouped) done; nothing changed with the others."
        let known = Dictionary(rows.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
        lines = told.results.map { result in
            Line(
                item: String(result.item),
                line: known[result.item].map { ItemLine($0, words: words, viewer: viewer) },
                isDone: result.outcome == .ok,
                words: Self.words(result.outcome, action)
            )
        }
        isEmpty = lines.isEmpty
        back = told.backAddress
    }

    private static func words(_ outcome: ItemOutcome, _ action: BulkAction) -> String {
        switch outcome {
        case .ok: action.done
        case .stale: action.lost
        case .cancelled: "It was cancelled in the meantime; nothing is left to do"
        case .unknown: "There is no such item"
        case .refused: action.refused
        }
    }
}
