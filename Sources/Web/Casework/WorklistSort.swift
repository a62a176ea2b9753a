import Store

/// The head of a column that a list can be ordered by.
struct WorklistSort: Sendable {
    var address: String
    /// `ascending` or `descending`, as `aria-sort` has it; nil where the list is ordered by another column.
    let direction: String?
    let shape: String
    /// What the link does.
    let hint: String

    /// Leads to the first of two orders, or, where that is the list's, to the other.
    init(_ orders: [ItemSelection.Order], of selection: ItemSelection, base: String) {
        let place = orders.firstIndex(of: selection.order)
        direction = place.map { _ in [.due, .oldest].contains(selection.order) ? "ascending" : "descending" }
        shape = direction.map { $0 == "ascending" ? "▲" : "▼" } ?? "↕"
        var other = selection
        other.order = orders[place == 0 ? 1 : 0]
        address = WorklistQuery.address(base, other)
        hint = WorklistWords.order(other.order, of: selection.standing)
    }
}
