public import Postgres
import ServiceRequests

/// Requests that wait in triage for a look before they go to their owners.
public struct Quarantine: Sendable {
    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Reads through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// The public ids of those that have waited longer than this and that nobody holds or has kept, the oldest first.
    public func waiting(longerThan age: Duration, limit: Int) async throws(StoreError) -> [String] {
        let numbers = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT w.number FROM queue q
                  JOIN ready r ON r.jurisdiction = q.jurisdiction AND r.queue = q.queue
                  JOIN work_item w ON w.jurisdiction = r.jurisdiction AND w.item = r.seq
                 CROSS JOIN LATERAL (
                     SELECT (CASE e.kind WHEN 'submitted' THEN e.detail ELSE e.detail -> 'decision' END) ->> 'triage' AS triage
                       FROM event e
                      WHERE e.jurisdiction = w.jurisdiction AND e.number = w.number
                        AND (e.kind = 'submitted' OR e.kind = 'rerouted' AND e.item IS NULL)
                      ORDER BY e.event DESC LIMIT 1
                 ) AS decided
                 WHERE q.jurisdiction = \(jurisdiction.number) AND q.department = \(Department.triage)
                   AND w.leg = 1 AND w.created_at < statement_timestamp() - \(age)
                   AND decided.triage = 'quarantine'
                   AND NOT EXISTS (
                       SELECT FROM event k
                        WHERE k.jurisdiction = w.jurisdiction AND k.number = w.number
                          AND CASE WHEN k.kind = 'note' THEN k.detail ->> 'kept' = 'true' END
                   )
                 ORDER BY r.seq LIMIT \(limit)
                """
            ) { row in try row.decode(Int64.self) }
        }
        return numbers.compactMap { jurisdiction.cipher.id(for: $0)?.text }
    }
}
