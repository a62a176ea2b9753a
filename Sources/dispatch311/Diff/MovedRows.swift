/// Writes the requests that move, a row each: what names them, then before and after of each layer and of the owners.
final class MovedRows {
    private let writer: TableWriter

    /// Opens the place to write to, and names the columns; `keys` come first.
    init(path: String, keys: [String], layers: [String]) throws(CommandError) {
        writer = try TableWriter(path: path)
        let sides = layers + ["department", "queue"]
        try writer.write(keys + sides.flatMap { ["\($0)_before", "\($0)_after"] })
    }

    /// Writes rows.
    func add(_ rows: [[String]]) throws(CommandError) {
        for row in rows { try writer.write(row) }
    }

    /// Puts the table in its place.
    func finish() throws(CommandError) { try writer.finish() }

    /// The cells of a request; nil where it does not move.
    static func cells(_ keys: @autoclosure () -> [String], _ change: TwoVersions.Change, layers: [String]) -> [String]?
    {
        guard !change.moves.isEmpty || change.owners != nil else { return nil }
        var cells = keys()
        for layer in layers {
            let move = change.moves.first { $0.layer == layer }
            cells += [move?.from ?? "", move?.to ?? ""]
        }
        guard let owners = change.owners else { return cells + ["", "", "", ""] }
        return cells + [
            owners.before.departmentText, owners.after.departmentText, owners.before.queueText, owners.after.queueText,
        ]
    }
}
