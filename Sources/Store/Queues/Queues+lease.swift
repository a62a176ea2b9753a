public import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Queues {
    /// Gives a lease more time, up to `Claim.maximumLease` after the claim.
    ///
    /// Nil when the lease is gone: expired and rescued, or emptied by its own words. One that expired and was not yet
    /// rescued is renewed: its holder is alive, and nobody else has the items.
    public func renew(_ lease: UUID, by worker: Worker, for duration: Duration) async throws(StoreError) -> Renewal? {
        try await onConnection { connection throws(PostgresError) in
            try renew(lease, by: worker, for: duration, on: connection)
        }
    }

    /// The same within a caller's transaction.
    public func renew(
        _ lease: UUID,
        by worker: Worker,
        for duration: Duration,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Renewal? {
        try connection.first(
            """
            UPDATE lease
               SET expires_at = greatest(
                   expires_at,
                   least(statement_timestamp() + \(duration), claimed_at + \(Claim.maximumLease))
               )
             WHERE jurisdiction = \(jurisdiction.number) AND lease = \(lease) AND department = \(worker.department)
            RETURNING expires_at, items
            """
        ) { row in
            let (expiresAt, items) = try row.decode(Date.self, [Int64].self)
            return Renewal(expiresAt: expiresAt, items: items)
        }
    }

    /// The steps every fenced statement begins with: the lease under lock, what was asked, and how each item stands.
    ///
    /// `asked` is a step's body with the column item, each item once, and whatever else the statement needs of it.
    /// `strength` is how the item rows are locked: `SHARE` where they are only read, `NO KEY UPDATE` where they change.
    func fence(_ lease: UUID, by worker: Worker, asked: SQL, strength: String) -> SQL {
        """
        WITH held AS MATERIALIZED (
            SELECT items FROM lease
             WHERE jurisdiction = \(jurisdiction.number) AND lease = \(lease) AND department = \(worker.department)
               FOR UPDATE
        ), asked AS MATERIALIZED (
            \(asked)
        ), standing AS MATERIALIZED (
            -- Always in the order of items, so that two batches cannot wait for each other.
            SELECT w.item, w.number, w.status, w.queue, w.priority, w.attempt, w.due_at, w.department,
                   EXISTS (SELECT FROM held WHERE w.item = ANY (held.items)) AS is_held
              FROM work_item w
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item IN (SELECT item FROM asked)
             ORDER BY w.item
               FOR \(unescaped: strength) OF w
        ), mine AS (
            SELECT asked.*, s.number, s.queue, s.priority, s.attempt, s.due_at, s.department
              FROM asked JOIN standing s USING (item)
             WHERE s.is_held AND s.status = 'open'
        ), rest AS MATERIALIZED (
            SELECT ARRAY(
                SELECT unnest(held.items) EXCEPT SELECT item FROM asked ORDER BY 1
            ) AS items
              FROM held
        ), emptied AS (
            DELETE FROM lease l USING rest
             WHERE l.jurisdiction = \(jurisdiction.number) AND l.lease = \(lease) AND cardinality(rest.items) = 0
        ), shrunk AS (
            UPDATE lease l SET items = rest.items FROM rest
             WHERE l.jurisdiction = \(jurisdiction.number) AND l.lease = \(lease) AND cardinality(rest.items) > 0
        )
        """
    }

    /// The step every fenced statement ends with: one answer for each item that was asked about.
    var verdict: SQL {
        """
        SELECT asked.item,
               CASE WHEN s.item IS NULL THEN 'unknown'
                    WHEN NOT s.is_held THEN 'stale'
                    WHEN s.status = 'cancelled' THEN 'cancelled'
                    WHEN s.status = 'open' THEN 'ok'
                    ELSE 'stale'
               END
          FROM asked LEFT JOIN standing s USING (item)
         ORDER BY asked.item
        """
    }
}
