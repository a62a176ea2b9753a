public import Postgres

/// A jurisdiction's queues: claiming, and everything a claim's holder says afterwards.
///
/// Each call is one statement, in its own transaction or in a caller's. Every word after a claim names its lease and counts only for
/// items the lease still holds; for the rest the answer is a value, never an error.
///
/// Locks are taken in one order everywhere: lease or accepted row, work items by number, service requests by number.
public struct Queues: Sendable {
    let pool: PostgresPool
    let jurisdiction: JurisdictionRow

    /// Works through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Runs work on a connection of the pool: one statement, in its own transaction.
    func onConnection<R: Sendable>(
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) async throws(StoreError) -> R {
        try await stored { () throws(PostgresError) in try await pool.withConnection(work) }
    }

    /// Reads the two columns every fenced statement gives.
    static func result(_ row: borrowing Row) throws(PostgresError) -> ItemResult {
        let (item, outcome) = try row.decode(Int64.self, String.self)
        guard let outcome = ItemOutcome(rawValue: outcome) else {
            throw PostgresError(.decoding, detail: "expected ok, stale, cancelled or unknown, found \(outcome)")
        }
        return ItemResult(item: item, outcome: outcome)
    }
}
