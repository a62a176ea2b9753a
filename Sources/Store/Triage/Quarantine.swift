public import Postgres
import ServiceRequests

/// Requests that wait in triage for a look before they go to their owners.
///
/// They wait in a queue of their own, `Department.quarantine`, until somebody decides anything about them or their time is
/// over; then they never come back into it.
public struct Quarantine: Sendable {
    /// A request whose time is over.
    public struct Waiting: Sendable, Hashable {
        /// Its item.
        public let item: Int64
        /// Its public id.
        public let serviceRequestID: String
    }

    /// The kinds of events by which quarantine is over without another decision: whatever comes later is about a request
    /// of which somebody has decided something.
    static let ends: SQL = """
        ('triaged', 'offered', 'accepted', 'declined', 'offer_expired', 'completed', 'reopened')
        """

    /// Whether an event `k` ends quarantine without another decision.
    static let isEnd: SQL = """
        (k.kind IN \(ends) OR CASE WHEN k.kind = 'note' THEN k.detail ->> 'kept' = 'true' END)
        """

    /// Where an item of a queue waits once somebody has decided about it: with everything else of triage where it was in
    /// quarantine, else where it is.
    static func left(_ queue: SQL, in jurisdiction: Int32) -> SQL {
        """
        CASE WHEN \(queue) = (
                 SELECT q.queue FROM queue q WHERE q.jurisdiction = \(jurisdiction) AND q.name = \(Department.quarantine)
             ) THEN (
                 SELECT q.queue FROM queue q WHERE q.jurisdiction = \(jurisdiction) AND q.name = \(Department.triage)
             ) ELSE \(queue) END
        """
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Reads through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Those that nobody holds and that have waited longer than this, or than a quarter of the time until they are due,
    /// in the order of their items.
    ///
    /// A quarter, because the promise runs from the submission: three are left to whoever does the work.
    public func waiting(
        longerThan age: Duration,
        after item: Int64 = 0,
        limit: Int
    ) async throws(StoreError) -> [Waiting] {
        let found = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT w.item, w.number FROM queue q
                  JOIN ready r ON r.jurisdiction = q.jurisdiction AND r.queue = q.queue
                  JOIN work_item w ON w.jurisdiction = r.jurisdiction AND w.item = r.seq
                 WHERE q.jurisdiction = \(jurisdiction.number) AND q.name = \(Department.quarantine)
                   AND r.seq > \(item) AND w.leg = 1 AND w.offered_to IS NULL
                   AND w.created_at + least(\(age)::interval, (w.due_at - w.created_at) / 4) < statement_timestamp()
                   AND NOT EXISTS (
                       SELECT FROM event k
                        WHERE k.jurisdiction = w.jurisdiction AND k.number = w.number AND \(Self.isEnd)
                   )
                 ORDER BY r.seq LIMIT \(limit)
                """
            ) { row throws(PostgresError) in
                let (item, number) = try row.decode(Int64.self, Int64.self)
                return Found(item: item, number: number)
            }
        }
        return found.compactMap { found in
            jurisdiction.cipher.id(for: found.number).map { Waiting(item: found.item, serviceRequestID: $0.text) }
        }
    }

    private struct Found: Sendable {
        let item: Int64
        let number: Int64
    }
}
