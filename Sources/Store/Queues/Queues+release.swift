public import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Queues {
    /// These items go back to the front of their lanes, with one more attempt counted.
    ///
    /// One result an item, in the order of item numbers; `reason` goes into the history.
    public func release(
        _ items: [Int64],
        under lease: UUID,
        by worker: Worker,
        reason: String? = nil
    ) async throws(StoreError) -> [ItemResult] {
        try await onConnection { connection throws(PostgresError) in
            try release(items, under: lease, by: worker, reason: reason, on: connection)
        }
    }

    /// The same within a caller's transaction.
    public func release(
        _ items: [Int64],
        under lease: UUID,
        by worker: Worker,
        reason: String?,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        let asked: SQL = "SELECT DISTINCT item FROM unnest(\(items)::bigint[]) AS a (item)"
        let statement: SQL = """
            \(fence(lease, by: worker, asked: asked, strength: "NO KEY UPDATE")), \(requeue)
            ), history AS (
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
                SELECT \(jurisdiction.number), number, item, 'released', \(worker.actor), department,
                       json_strip_nulls(json_build_object('reason', \(reason)::text))
                  FROM mine ORDER BY item
            )
            \(verdict)
            """
        return try connection.query(statement, Self.result)
    }

    /// Takes back the items of leases that expired, the longest expired first, at most `limit` leases.
    ///
    /// Any number of processes may do this at once. A holder that speaks before its lease is taken back is still heard.
    public func rescue(limit: Int = 100) async throws(StoreError) -> Rescue {
        let statement: SQL = """
            WITH dead AS MATERIALIZED (
                SELECT lease, department, holder, items FROM lease
                 WHERE jurisdiction = \(jurisdiction.number) AND expires_at < statement_timestamp()
                 ORDER BY expires_at, lease
                 LIMIT \(limit)
                   FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM lease l USING dead
                 WHERE l.jurisdiction = \(jurisdiction.number) AND l.lease = dead.lease
            ), dropped AS (
                SELECT unnest(items) AS item, department || '/' || holder AS actor FROM dead
            ), mine AS MATERIALIZED (
                SELECT w.item, w.number, w.queue, w.priority, w.attempt, w.department, dropped.actor
                  FROM work_item w JOIN dropped USING (item)
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.status = 'open'
                 ORDER BY w.item
                   FOR NO KEY UPDATE OF w
            ), \(requeue)
                -- One row that should not be there must not keep every other lease's items from coming back.
                ON CONFLICT ON CONSTRAINT ready_key DO NOTHING
            ), history AS (
                INSERT INTO event (jurisdiction, number, item, kind, actor, department)
                SELECT \(jurisdiction.number), number, item, 'lease_expired', actor, department
                  FROM mine ORDER BY item
            )
            SELECT (SELECT count(*) FROM dead), (SELECT count(*) FROM mine)
            """
        return try await stored { () throws(PostgresError) in
            try await pool.first(statement) { row in
                let (leases, items) = try row.decode(Int.self, Int.self)
                return Rescue(leases: leases, items: items)
            }
        }.orMissing("rescue")
    }

    /// Puts what stands in `mine` back to the front of its lane: seq is the item's own number, older than any newcomer.
    ///
    /// The last step is left open.
    private var requeue: SQL {
        """
        again AS (
            UPDATE work_item w SET attempt = least(w.attempt + 1, 32767) FROM mine
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = mine.item
        ), waiting AS (
            INSERT INTO ready (jurisdiction, queue, priority, seq, attempt)
            SELECT \(jurisdiction.number), queue, priority, item, least(attempt + 1, 32767) FROM mine
        """
    }
}
