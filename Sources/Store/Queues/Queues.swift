public import Postgres

/// A jurisdiction's queues: claiming, and everything a claim's holder says afterwards.
///
/// Each call is one statement in its own transaction. Every word after a claim names its lease and counts only for
/// items the lease still holds; for the rest the answer is a value, never an error.
public struct Queues: Sendable {
    let pool: PostgresPool
    let jurisdiction: JurisdictionRow

    /// Works through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
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
