public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Queues {
    private struct Hold: Sendable {
        let lease: UUID
        let item: Int64
    }

    /// Takes the items that a person picked out of a list, all under one lease: those that still wait.
    ///
    /// One result an item, in the order of item numbers. `stale` is one that somebody else has; `refused` one that came back
    /// so often that it must be taken by itself, so that it takes no others down with it. Within a caller's transaction.
    public func take(
        _ items: [Int64],
        for worker: Worker,
        lease: Duration,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        let statement: SQL = """
            WITH asked AS MATERIALIZED (
                SELECT DISTINCT item FROM unnest(\(items)::bigint[]) AS a (item)
            ), found AS MATERIALIZED (
                SELECT w.item, r.ctid AS row, r.attempt
                  FROM asked
                  JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = asked.item
                  JOIN ready r ON r.jurisdiction = \(jurisdiction.number) AND r.queue = w.queue
                   AND r.priority IN (1, 2, 3) AND r.seq = w.item
                 WHERE w.status = 'open' AND coalesce(w.offered_to, w.department) = \(worker.department)
                 ORDER BY w.item
                   FOR UPDATE OF r SKIP LOCKED
            ), fit AS MATERIALIZED (
                SELECT item, row FROM found
                 WHERE attempt < \(rules.attemptsBeforeAlone) OR (SELECT count(*) FROM asked) = 1
            ), \(taking("SELECT row FROM fit", for: worker, lease: lease))
            SELECT asked.item,
                   CASE WHEN taken.item IS NOT NULL THEN 'ok'
                        WHEN found.item IS NOT NULL THEN 'refused'
                        ELSE (
                            SELECT CASE gone.status WHEN 'cancelled' THEN 'cancelled' ELSE
                                        CASE WHEN gone.status IS NULL THEN 'unknown' ELSE 'stale' END END
                              FROM (SELECT work_item_status(\(jurisdiction.number), asked.item) AS status) AS gone
                        )
                   END
              FROM asked LEFT JOIN found USING (item) LEFT JOIN taken USING (item)
             ORDER BY asked.item
            """
        let results = try connection.query(statement, Self.result)
        meter.took(results.count { $0.outcome == .ok }, by: worker)
        return results
    }

    /// Which of some items a worker holds, by the lease.
    func holds(
        _ items: [Int64],
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [(lease: UUID, items: [Int64])] {
        let holds = try connection.query(
            """
            SELECT l.lease, u.item FROM lease l CROSS JOIN unnest(l.items) AS u (item)
             WHERE l.jurisdiction = \(jurisdiction.number) AND l.department = \(worker.department)
               AND l.holder = \(worker.name) AND l.items && \(items)::bigint[] AND u.item = ANY (\(items)::bigint[])
             ORDER BY l.lease, u.item
            """
        ) { row throws(PostgresError) in
            let (lease, item) = try row.decode(UUID.self, Int64.self)
            return Hold(lease: lease, item: item)
        }
        let leases = Dictionary(grouping: holds, by: \.lease)
        return leases.sorted { $0.key.uuidString < $1.key.uuidString }.map { ($0.key, $0.value.map(\.item)) }
    }
}
