import Postgres

/// Where a list's items come from, in the list's order.
enum ItemSource: Sendable {
    /// Open work by an index that has the list's order: each step's columns are item and key.
    case open(OpenWork)
    /// A few items, all of which are looked at: a query with the column item.
    case few(SQL)
    /// What was closed lately.
    case closed
    /// What came in lately.
    case submitted

    /// A walk along the open work of departments, or of one queue.
    struct OpenWork: Sendable {
        /// Whose; empty where it is one queue's.
        var departments: [String] = []
        /// The one queue, in the order of dates only.
        var queue: Int32?
    }
}
