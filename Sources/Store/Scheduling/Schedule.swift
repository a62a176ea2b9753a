public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a jurisdiction has scheduled, and what became of it.
public struct Schedule: Sendable {
    /// What became of a wish to withdraw something.
    public enum Withdrawal: Sendable {
        /// It will not come into force; or, where it had been refused, it is dealt with.
        case withdrawn(ScheduledPublication)
        /// It ended before, and not by being refused.
        case ended(ScheduledPublication)
        /// There is no such; the numbers go from 1 to `last`.
        case noSuch(Int, last: Int)
    }

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow

    /// Reads and writes through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Everything that was ever scheduled, in the order in which it was to come into force.
    public func all() async throws(StoreError) -> [ScheduledPublication] {
        try await query("ORDER BY s.effective_at, s.scheduled")
    }

    /// What waits for its time, in the order in which it comes into force.
    public func waiting() async throws(StoreError) -> [ScheduledPublication] {
        try await query("AND s.outcome IS NULL ORDER BY s.effective_at, s.scheduled")
    }

    /// What waits although its time has come, by the database's clock, in that order.
    func due(limit: Int) async throws(StoreError) -> [ScheduledPublication] {
        try await query(
            """
            AND s.outcome IS NULL AND s.effective_at <= clock_timestamp()
            ORDER BY s.effective_at, s.scheduled LIMIT \(limit)
            """
        )
    }

    /// One by its number.
    public func scheduled(_ number: Int) async throws(StoreError) -> ScheduledPublication? {
        try await query("AND s.scheduled = \(number)").first
    }

    /// Withdraws what waits, and what was refused; what is in force stays in force.
    public func withdraw(_ number: Int, by actor: String) async throws(StoreError) -> Withdrawal {
        let isWithdrawn = try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                UPDATE scheduled_publication
                   SET outcome = 'withdrawn', ended_at = statement_timestamp(), ended_by = \(actor)
                 WHERE jurisdiction = \(jurisdiction.number) AND scheduled = \(number)
                   AND (outcome IS NULL OR outcome = 'refused')
                RETURNING true
                """
            ) { row throws(PostgresError) in try row.decode(Bool.self) }
        }
        if let scheduled = try await scheduled(number) {
            return isWithdrawn == true ? .withdrawn(scheduled) : .ended(scheduled)
        }
        return .noSuch(number, last: try await all().map(\.number).max() ?? 0)
    }

    /// Ends one that could not be used, or that had nothing to change; false where it had ended meanwhile.
    func end(_ number: Int, refusal: String?) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                UPDATE scheduled_publication
                   SET outcome = \(refusal == nil ? "unchanged" : "refused"), ended_at = statement_timestamp(),
                       reason = \(refusal)
                 WHERE jurisdiction = \(jurisdiction.number) AND scheduled = \(number) AND outcome IS NULL
                RETURNING true
                """
            ) { row throws(PostgresError) in try row.decode(Bool.self) }
        } == true
    }

    private func query(_ rest: SQL) async throws(StoreError) -> [ScheduledPublication] {
        try await stored { () throws(PostgresError) in
            try await pool.query(ScheduledPublication.select(jurisdiction, rest), ScheduledPublication.init(row:))
        }
    }
}
