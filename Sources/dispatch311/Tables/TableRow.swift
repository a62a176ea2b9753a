/// One record of a table.
struct TableRow: Sendable, Hashable {
    /// The line it begins on, counted from 1; a quoted field may make it go over several.
    let line: Int
    /// As many fields as the table has columns.
    let fields: [String]
}
