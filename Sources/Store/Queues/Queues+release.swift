public import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Queues {
    private struct Taken: Sendable {
        let leases: Int
        let items: [Int64]
    }

    /// These items go back to the front of their lanes, with one more attempt counted; at the cap of attempts to triage.
    ///
    /// One result an item, in the order of item numbers; `reason` goes into the history. With `holder` it is the lease of
    /// a colleague of that name, who is named there too.
    public func release(
        _ items: [Int64],
        under lease: UUID,
        by worker: Worker,
        reason: String? = nil
    ) async throws(StoreError) -> [ItemResult] {
        let results = try await onConnection(as: behalf(worker.department)) { connection throws(PostgresError) in
            try release(items, under: lease, by: worker, reason: reason, on: connection)
        }
        await ring(items)
        return results
    }

    /// The same within a caller's transaction; who commits it rings afterwards.
    public func release(
        _ items: [Int64],
        under lease: UUID,
        by worker: Worker,
        reason: String?,
        of holder: String? = nil,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        let asked: SQL = "SELECT DISTINCT item FROM unnest(\(items)::bigint[]) AS a (item)"
        let statement: SQL = """
            \(fence(lease, by: worker, asked: asked)), fated AS (
                SELECT mine.*, \(fateOfReturn), \(worker.actor)::text AS actor, 'released' AS told,
                       \(reason)::text AS reason, \(holder)::text AS holder
                  FROM mine
            ), \(waitingAgain())
            \(verdict())
            """
        return meter.said(.release, by: worker, try connection.query(statement, Self.result))
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
                SELECT unnest(items) AS item, department, department || '/' || holder AS actor FROM dead
            ), mine AS MATERIALIZED (
                SELECT w.item, w.number, w.leg, w.queue, w.priority, w.attempt, w.hops, w.department, w.offered_to,
                       w.offer_expires_at, w.return_queue, dropped.actor
                  FROM work_item w JOIN dropped USING (item)
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.status = 'open'
                   -- What a lease says it holds is its department's word, which is good for its own work only.
                   AND dropped.department IN (w.department, coalesce(w.offered_to, w.department))
                 ORDER BY w.item
                   FOR NO KEY UPDATE OF w
            ), fated AS (
                SELECT mine.*, \(fateOfReturn), 'lease_expired' AS told, NULL::text AS reason, NULL::text AS holder
                  FROM mine
            ),
            -- One row that should not be there must not keep every other lease's items from coming back.
            \(waitingAgain(conflict: "ON CONFLICT ON CONSTRAINT ready_key DO NOTHING"))
            SELECT (SELECT count(*) FROM dead), ARRAY(SELECT item FROM mine)
            """
        let taken = try await stored { () throws(PostgresError) in
            try await pool.first(statement) { row in
                let (leases, items) = try row.decode(Int.self, [Int64].self)
                return Taken(leases: leases, items: items)
            }
        }.orMissing("rescue")
        await ring(taken.items)
        return Rescue(leases: taken.leases, items: taken.items.count)
    }
}
