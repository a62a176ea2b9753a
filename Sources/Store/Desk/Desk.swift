public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads what a department's desk shows.
public struct Desk: Sendable {
    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let privacy: PrivacyRule

    /// Reads through a pool it does not own; a request is private when its service is one of `privateServices`, those that
    /// are private now, or was private when it came in.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, privateServices: [String]) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        privacy = PrivacyRule(services: privateServices)
    }

    /// The queues, what the worker holds, what is offered to others, and a page of the department's accepted work.
    public func overview(for worker: Worker, after cursor: ItemCursor? = nil) async throws(StoreError) -> DeskOverview {
        let viewer = Viewer(department: worker.department, privacy: privacy)
        return try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [self] connection throws(PostgresError) in
                let held: SQL = """
                    SELECT u.item, coalesce(w.due_at, 'infinity') AS key
                      FROM (
                          SELECT unnest(l.items) AS item FROM lease l
                           WHERE l.jurisdiction = \(jurisdiction.number)
                             AND l.department = \(worker.department) AND l.holder = \(worker.name)
                      ) AS u
                      JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = u.item
                     WHERE w.status = 'open'
                    """
                // Offers stand by their ends among the deadlines; nothing else finds them without reading all open work.
                let offered: SQL = """
                    SELECT w.item, w.offer_expires_at AS key
                      FROM deadline d
                      JOIN work_item w ON w.jurisdiction = d.jurisdiction AND w.item = d.item
                     WHERE d.jurisdiction = \(jurisdiction.number) AND d.kind = 'offer'
                       AND d.at <= transaction_timestamp() + \(WorkRules.standard.offerTimes.upperBound)
                       AND w.status = 'open' AND w.department = \(worker.department)
                       AND w.offered_to IS NOT NULL AND w.offer_expires_at = d.about
                     ORDER BY w.offer_expires_at, w.item
                     LIMIT \(DeskOverview.maximumOffers)
                    """
                return DeskOverview(
                    queues: try queues(of: worker.department, on: connection),
                    held: try ItemRow.rows(held, viewer: viewer, in: jurisdiction, on: connection),
                    offered: try ItemRow.rows(offered, viewer: viewer, in: jurisdiction, on: connection),
                    accepted: try Worklists.page(
                        ItemSelection(.accepted, department: worker.department),
                        after: cursor,
                        viewer: viewer,
                        in: jurisdiction,
                        on: connection
                    )
                )
            }
        }
    }

    private func queues(
        of department: String,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [QueueFigures] {
        try connection.query(
            """
            WITH standing AS (
                SELECT w.queue, p.place, w.created_at,
                       w.due_at < transaction_timestamp() AND w.paused_at IS NULL AS is_late
                  FROM (\(ItemSelection.places(in: jurisdiction.number, department: department))) AS p
                 CROSS JOIN LATERAL (
                     SELECT x.queue, x.status, x.due_at, x.paused_at, x.created_at FROM work_item x
                      WHERE x.jurisdiction = \(jurisdiction.number) AND x.item = p.item OFFSET 0
                 ) AS w
                 WHERE w.status = 'open'
            )
            SELECT q.name, count(*) FILTER (WHERE place = 'waiting'), count(*) FILTER (WHERE place = 'leased'),
                   count(*) FILTER (WHERE place = 'accepted'), count(*) FILTER (WHERE is_late),
                   min(created_at) FILTER (WHERE place = 'waiting')
              FROM queue q LEFT JOIN standing s ON s.queue = q.queue
             WHERE q.jurisdiction = \(jurisdiction.number) AND (q.department = \(department) OR s.queue IS NOT NULL)
             GROUP BY q.name
             ORDER BY length(q.name), q.name
            """
        ) { row throws(PostgresError) in
            let (queue, waiting, leased, accepted, late, oldest) = try row.decode(
                String.self,
                Int.self,
                Int.self,
                Int.self,
                Int.self,
                Date?.self
            )
            return QueueFigures(
                queue: queue,
                waiting: waiting,
                leased: leased,
                accepted: accepted,
                late: late,
                oldestWaiting: oldest
            )
        }
    }
}
