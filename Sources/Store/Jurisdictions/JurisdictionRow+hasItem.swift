import Postgres

extension JurisdictionRow {
    /// Whether there is an item of a number, whosever it is: a department is told of what it may not see only that.
    ///
    /// False where the connection does not say for which jurisdiction it is asked.
    func hasItem(_ item: Int64, on connection: isolated PostgresConnection) throws(PostgresError) -> Bool {
        try connection.first("SELECT work_item_status(\(number), \(item)) IS NOT NULL") { row in
            try row.decode(Bool.self)
        } ?? false
    }
}
