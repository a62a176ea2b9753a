import Postgres

extension JurisdictionRow {
    /// Lets one publisher of a jurisdiction at a time go on, until its transaction ends; false, with nothing locked that
    /// matters, when the latest publication is not what it knows.
    func lock(whenLatestIs previous: Int?, on connection: isolated PostgresConnection) throws(PostgresError) -> Bool {
        // Nothing else locks this row.
        try connection.execute("SELECT FROM jurisdiction WHERE jurisdiction = \(number) FOR NO KEY UPDATE")
        let latest = try connection.first(
            "SELECT max(publication) FROM publication WHERE jurisdiction = \(number)"
        ) { row throws(PostgresError) in try row.decode(Int?.self) }
        return latest == .some(previous)
    }
}
