import GeoReport
import Store

/// A list of work items with its total, `worklist.mustache`.
struct WorklistView: Sendable {
    /// Another order of the same list.
    struct Choice: Sendable {
        let address: String
        let label: String
        let isCurrent: Bool
    }

    let heading: String
    let total: String
    let asOf: LocalTime.Stamp
    let lines: [ItemLine]
    let isEmpty: Bool
    let showsDepartment: Bool
    let orders: [Choice]
    let first: String?
    let next: String?
    let back: String
    let backLabel: String
}

extension WorklistView {
    /// A page of a list at the address `base`, with the way back to where it was linked from.
    init(
        _ page: ItemPage,
        query: WorklistQuery,
        base: String,
        back: (address: String, label: String),
        words: StaffWords,
        viewer: String
    ) {
        let selection = query.selection
        heading = query.heading(words)
        total = page.total == 1 ? "1 item" : "\(page.total.grouped) items"
        asOf = words.time.stamp(page.at, words.clock)
        lines = page.rows.map { ItemLine($0, words: words, viewer: viewer) }
        isEmpty = page.rows.isEmpty
        showsDepartment = selection.department == nil
        orders = WorklistQuery.orders(of: selection.standing).map { order, label in
            var other = selection
            other.order = order
            return Choice(
                address: WorklistQuery.address(base, other),
                label: label,
                isCurrent: order == selection.order
            )
        }
        first = query.after.map { _ in WorklistQuery.address(base, selection) }
        next = page.next.map { WorklistQuery.address(base, selection, after: $0) }
        self.back = back.address
        backLabel = back.label
    }
}
