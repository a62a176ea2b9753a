import Postgres

/// Service requests that were closed long ago, made in bulk.
struct ClosedHistory: Sendable {
    let work: OwnWork

    // One transaction's worth: a few hundred megabytes of log.
    private static let piece = 250_000

    /// Makes so many, numbered as if they had come in before all others.
    func fill(_ count: Int, _ tell: (Int) -> Void) async throws {
        let database = work.database
        let request = try await database.number("SELECT nextval('service_request_number')")
        let item = try await database.number("SELECT nextval('work_item_number')")
        try await database.run(
            """
            SELECT setval('service_request_number', \(request + count)), setval('work_item_number', \(item + count))
            """
        )
        var made = 0
        while made < count {
            let next = min(Self.piece, count - made)
            let values = work.values.merging(
                ["first": made + 1, "count": next, "request": request, "item": item]
            ) { _, new in new }
            // Nothing refers to what is not there: checking it for every row would take most of the time.
            try await database.run(
                "SET session_replication_role = replica; SET synchronous_commit = off;\n"
                    + TextTemplate(PackageResources.closed_history_sql).filled(values)
            )
            made += next
            tell(made)
        }
    }
}
