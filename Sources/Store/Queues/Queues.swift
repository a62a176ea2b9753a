public import Postgres
import ServiceRequests

/// A jurisdiction's queues: claiming, and everything a claim's holder says afterwards.
///
/// Each call is one statement, in its own transaction or in a caller's. Every word after a claim names its lease and counts only for
/// items the lease still holds; for the rest the answer is a value, never an error.
///
/// Locks are taken in one order everywhere: lease or accepted row, work items by number, service requests by number.
public struct Queues: Sendable {
    /// What residents are told once a department owns the first leg of their request, by its code.
    ///
    /// Where a department has no sentence here, what the resident was told before stays.
    public var notices: [String: String] = [:]

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow
    let rules = WorkRules.standard
    let bell: WorkBell

    /// Works through a pool it does not own, and rings a bell that everything in this process shares.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, bell: WorkBell = WorkBell()) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        self.bell = bell
    }

    /// Runs work on a connection of the pool: one statement, in its own transaction.
    func onConnection<R: Sendable>(
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) async throws(StoreError) -> R {
        try await stored { () throws(PostgresError) in try await pool.withConnection(work) }
    }

    /// Runs a transaction of several statements, again where the database gave it up for another's sake, three times
    /// at most.
    func inTransaction<R: Sendable>(
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) async throws(StoreError) -> R {
        var triesLeft = 3
        while true {
            do throws(PostgresError) {
                return try await pool.transaction(.readCommitted, work)
            } catch
                where triesLeft > 0
                && (error.sqlState == .deadlockDetected || error.sqlState == .serializationFailure)
            {
                triesLeft -= 1
            } catch {
                throw StoreError(error)
            }
        }
    }

    /// Reads the two columns every fenced statement gives.
    static func result(_ row: borrowing Row) throws(PostgresError) -> ItemResult {
        let (item, outcome) = try row.decode(Int64.self, String.self)
        guard let outcome = ItemOutcome(rawValue: outcome) else {
            throw PostgresError(
                .decoding,
                detail: "expected ok, stale, cancelled, unknown or refused, found \(outcome)"
            )
        }
        return ItemResult(item: item, outcome: outcome)
    }
}
