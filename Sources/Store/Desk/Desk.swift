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
                _ = try Worklists.moment(on: connection)
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

    /// How each queue stands, counted so far that a queue of a hundred thousand costs no more than one of a thousand.
    private func queues(
        of department: String,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [QueueFigures] {
        let bound = String(QueueFigures.countLimit + 1)
        let scope = try ItemScope(
            ItemSelection(.accepted, department: department),
            viewer: Viewer(department: department, privacy: privacy),
            in: jurisdiction,
            on: connection
        )
        // Which queue an accepted item is in only the item says: where they are many, what is neither waiting nor leased.
        let accepted: SQL = "\(scope.standing(.accepted)) LIMIT \(unescaped: String(Worklists.fewLimit + 1))"
        let isFew = try ItemSearch.number(accepted, on: connection) <= Worklists.fewLimit
        return try connection.query(
            """
            WITH few AS MATERIALIZED (
                SELECT 'leased' AS place, unnest(l.items) AS item FROM lease l
                 WHERE l.jurisdiction = \(jurisdiction.number) AND l.department = \(department)
                UNION ALL
                SELECT 'accepted', a.item FROM accepted a
                 WHERE \(isFew) AND a.jurisdiction = \(jurisdiction.number) AND a.department = \(department)
            ), held AS MATERIALIZED (
                SELECT w.queue, count(*) FILTER (WHERE few.place = 'leased') AS leased,
                       count(*) FILTER (WHERE few.place = 'accepted') AS accepted
                  FROM few
                 CROSS JOIN LATERAL (
                     SELECT x.queue, x.status FROM work_item x
                      WHERE x.jurisdiction = \(jurisdiction.number) AND x.item = few.item OFFSET 0
                 ) AS w
                 WHERE w.status = 'open'
                 GROUP BY w.queue
            )
            SELECT q.name, waiting.number AS waiting, coalesce(held.leased, 0) AS leased,
                   CASE WHEN \(isFew) THEN coalesce(held.accepted, 0) END AS accepted, work.number AS work,
                   late.number AS late, oldest.at AS oldest
              FROM queue q
              LEFT JOIN held ON held.queue = q.queue
             CROSS JOIN LATERAL (
                 SELECT count(*) AS number FROM (
                     SELECT FROM ready r WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = q.queue
                      LIMIT \(unescaped: bound)
                 ) AS n
             ) AS waiting
             CROSS JOIN LATERAL (
                 SELECT count(*) AS number FROM (
                     SELECT FROM work_item w
                      WHERE NOT \(isFew) AND w.jurisdiction = \(jurisdiction.number) AND w.status = 'open'
                        AND w.queue = q.queue
                      LIMIT \(unescaped: bound)
                 ) AS n
             ) AS work
             CROSS JOIN LATERAL (
                 SELECT count(*) AS number FROM (
                     SELECT FROM work_item w
                      WHERE w.jurisdiction = \(jurisdiction.number) AND w.status = 'open' AND w.queue = q.queue
                        AND \(ItemSearch.due) < transaction_timestamp()
                        AND w.paused_at IS NULL
                      LIMIT \(unescaped: bound)
                 ) AS n
             ) AS late
              LEFT JOIN LATERAL (
                  -- Each lane is in the order of numbers, which is that of coming in.
                  SELECT min(w.created_at) AS at FROM (VALUES (1), (2), (3)) AS lane (priority)
                   CROSS JOIN LATERAL (
                       SELECT r.seq FROM ready r
                        WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = q.queue
                          AND r.priority = lane.priority
                        ORDER BY r.seq LIMIT 1
                   ) AS front
                   JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = front.seq
              ) AS oldest ON true
             WHERE q.jurisdiction = \(jurisdiction.number) AND (q.department = \(department) OR held.queue IS NOT NULL)
             ORDER BY length(q.name), q.name
            """
        ) { row throws(PostgresError) in
            let waiting = try row.decode("waiting", as: Int.self)
            let leased = try row.decode("leased", as: Int.self)
            let work = try row.decode("work", as: Int.self)
            let late = try row.decode("late", as: Int.self)
            let accepted = try row.decode("accepted", as: Int?.self)
            let bound = QueueFigures.countLimit
            return QueueFigures(
                queue: try row.decode("name", as: String.self),
                waiting: ItemCount(waiting, upTo: bound),
                leased: ItemCount(leased),
                accepted: accepted.map { ItemCount($0) }
                    ?? ItemCount(max(0, min(work, bound) - waiting - leased), isMore: work > bound),
                late: ItemCount(late, upTo: bound),
                oldestWaiting: try row.decode("oldest", as: Date?.self)
            )
        }
    }
}
