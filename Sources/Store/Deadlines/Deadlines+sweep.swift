import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Deadlines {
    /// A row whose time has come.
    private struct Due: Sendable {
        let at: Date
        let item: Int64
        let kind: String
        let about: Date
        /// Whether the item is open and locked; if it is open and another holds it, the row is left.
        let isLocked: Bool
    }

    private struct Settled: Sendable {
        static let nothing = Settled(rows: 0, dueSoon: 0, overdue: 0, raised: [])

        let rows: Int
        let dueSoon: Int
        let overdue: Int
        /// Items that wait in another lane now.
        let raised: [Int64]
    }

    /// Looks at the rows whose time has come, the earliest first, at most `limit`.
    ///
    /// An item that is open, not paused and still has that date is due soon or overdue: its history says so, once for
    /// each date, and it goes up a lane, an overdue one to the first. One that waits stands in the new lane at once, by
    /// its number, before what came later; one with a worker gets its lane when it comes back. Any number of processes
    /// may sweep at once; what another holds is left for the next time.
    public func sweep(limit: Int = 500) async throws(StoreError) -> DeadlineSweep {
        let settled = try await stored { () throws(PostgresError) in
            try await pool.withConnection { connection throws(PostgresError) in
                try connection.retried { connection throws(PostgresError) in try settle(limit, on: connection) }
            }
        }
        // In front of where claims have begun to look.
        await bell.ring(settled.raised, in: jurisdiction, reading: pool)
        return DeadlineSweep(
            rows: settled.rows,
            dueSoon: settled.dueSoon,
            overdue: settled.overdue,
            raised: settled.raised.count
        )
    }

    private func settle(
        _ limit: Int,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Settled {
        let due = try connection.query(selection(limit: limit)) { row throws(PostgresError) in
            let (at, item, kind, about, isLocked) = try row.decode(
                Date.self,
                Int64.self,
                String.self,
                Date.self,
                Bool.self
            )
            return Due(at: at, item: item, kind: kind, about: about, isLocked: isLocked)
        }
        guard !due.isEmpty else { return .nothing }
        // A statement of its own: its snapshot is newer than the locks, and shows what others wrote before.
        let settled = try connection.first(settling(due)) { row throws(PostgresError) in
            let (rows, dueSoon, overdue, raised) = try row.decode(Int.self, Int.self, Int.self, [Int64].self)
            return Settled(rows: rows, dueSoon: dueSoon, overdue: overdue, raised: raised)
        }
        return settled ?? .nothing
    }

    /// Takes hold of the rows and, of those that are open, of their items: never waiting for either, because whoever
    /// moves a date holds the item and may wait for a row.
    func selection(limit: Int) -> SQL {
        """
        WITH due AS MATERIALIZED (
            SELECT d.at, d.item, d.kind, d.about FROM deadline d
             WHERE d.jurisdiction = \(jurisdiction.number) AND d.at <= statement_timestamp()
               AND d.kind IN ('due_soon', 'overdue')
             ORDER BY d.at, d.item, d.kind
             LIMIT \(limit)
               FOR UPDATE SKIP LOCKED
        ), free AS MATERIALIZED (
            SELECT w.item FROM work_item w
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item IN (SELECT item FROM due)
               AND w.status = 'open' AND w.paused_at IS NULL
             ORDER BY w.item
               FOR NO KEY UPDATE OF w SKIP LOCKED
        )
        SELECT due.at, due.item, due.kind, due.about, free.item IS NOT NULL FROM due LEFT JOIN free USING (item)
        """
    }

    private func settling(_ due: [Due]) -> SQL {
        """
        WITH due AS MATERIALIZED (
            SELECT * FROM unnest(
                \(due.map(\.at))::timestamptz[], \(due.map(\.item))::bigint[], \(due.map(\.kind))::text[],
                \(due.map(\.about))::timestamptz[], \(due.map(\.isLocked))::boolean[]
            ) AS d (at, item, kind, about, is_locked)
        ), standing AS MATERIALIZED (
            SELECT due.*, w.number, w.department, w.priority, \(SQL.instant("due.about")) AS date,
                   -- A warning that comes too late is none: what is overdue has a row that says so.
                   coalesce(
                       w.status = 'open' AND w.paused_at IS NULL AND w.due_at = due.about
                           AND (due.kind = 'overdue' OR due.about > statement_timestamp()),
                       false
                   ) AS is_true
              FROM due
              LEFT JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = due.item
        ), mine AS MATERIALIZED (
            SELECT DISTINCT ON (s.item) s.*,
                   CASE s.kind WHEN 'overdue' THEN \(Priority.urgent.rawValue)
                        ELSE greatest(s.priority - 1, \(Priority.urgent.rawValue)) END::smallint AS lane
              FROM standing s
             WHERE s.is_true AND s.is_locked AND NOT EXISTS (
                       SELECT FROM event e
                        WHERE e.jurisdiction = \(jurisdiction.number) AND e.number = s.number
                          AND e.item = s.item AND e.kind = s.kind AND e.detail ->> 'due' = s.date
                   )
             ORDER BY s.item
        ), raised AS (
            UPDATE work_item w SET priority = mine.lane FROM mine
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = mine.item AND w.priority > mine.lane
            RETURNING w.item, w.queue, mine.priority, mine.lane
        ), taken AS (
            -- A claim does not lock the item: where it was faster the item is leased, and nothing waits to be raised.
            DELETE FROM ready r USING raised
             WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = raised.queue
               AND r.priority = raised.priority AND r.seq = raised.item
            RETURNING r.queue, raised.lane, r.seq, r.attempt, r.department
        ), again AS (
            INSERT INTO ready (jurisdiction, queue, priority, seq, attempt, department)
            SELECT \(jurisdiction.number), queue, lane, seq, attempt, department FROM taken
            -- One row that should not be there must not keep everything else that is due from being said.
            ON CONFLICT ON CONSTRAINT ready_key DO NOTHING
        ), history AS (
            INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
            SELECT \(jurisdiction.number), number, item, kind, \(Author.service.actor), department,
                   json_build_object('due', date, 'priority', least(priority, lane))
              FROM mine ORDER BY item
        ), gone AS (
            DELETE FROM deadline d USING standing s
             WHERE d.jurisdiction = \(jurisdiction.number) AND (d.at, d.item, d.kind) = (s.at, s.item, s.kind)
               AND (s.is_locked OR NOT s.is_true)
            RETURNING d.item
        )
        SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM mine WHERE kind = 'due_soon'),
               (SELECT count(*) FROM mine WHERE kind = 'overdue'), ARRAY(SELECT seq FROM taken)
        """
    }
}
