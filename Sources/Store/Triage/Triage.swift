public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads what waits for a person's decision, by kind.
///
/// Every look is bounded: at the `bound` oldest items of triage, at the `bound` newest items of the city for edges, and at
/// `bouncing` for loops. Private requests of departments are not shown, for triage has no leg of them.
public struct Triage: Sendable {
    /// How many items are looked at, at most.
    public static let bound = 2000
    /// The rows of a page.
    public static let pageSize = 20
    /// How often a request must have come back from departments that were asked, and within which time.
    public static let bounces = 2
    /// Within which time.
    public static let bouncing: Duration = .seconds(30 * 24 * 3600)

    private struct Head: Sendable {
        let at: Date
        let owned: Int
        let kinds: [String]
        let counts: [Int]
    }

    fileprivate struct Found: Sendable {
        let item: Int64
        let decision: String?
        let cause: String?
        let note: String?
        let bounces: Int
        let since: Date
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let privacy: PrivacyRule
    private let nearness: Double

    /// Reads through a pool it does not own.
    ///
    /// - Parameters:
    ///   - pool: of a user who may read everything of the jurisdiction.
    ///   - jurisdiction: the city.
    ///   - privateServices: the codes of services that are private now.
    ///   - nearness: metres within which an edge that would change the decision makes it doubtful.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, privateServices: [String], nearness: Double) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        privacy = PrivacyRule(services: privateServices)
        self.nearness = nearness
    }

    /// The counts of all kinds, and a page of one.
    public func page(_ kind: TriageKind, after: Int64 = 0) async throws(StoreError) -> TriagePage {
        try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [self] connection throws(PostgresError) in
                let head = try head(on: connection)
                let found = try rows(of: kind, after: after, on: connection)
                let shown = found.prefix(Self.pageSize)
                let picked: SQL = """
                    SELECT w.item, w.created_at AS key FROM work_item w
                     WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = ANY (\(shown.map(\.item))::bigint[])
                    """
                let viewer = Viewer(department: Department.triage, privacy: privacy)
                let rows = try ItemRow.rows(picked, viewer: viewer, in: jurisdiction, on: connection)
                let byItem = Dictionary(rows.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
                let numbers = Dictionary(zip(head.kinds, head.counts), uniquingKeysWith: { first, _ in first })
                return TriagePage(
                    at: head.at,
                    counts: TriageKind.allCases.map { .init(kind: $0, items: numbers[$0.rawValue] ?? 0) },
                    isCut: head.owned > Self.bound,
                    rows: shown.compactMap { found in byItem[found.item].map { TriageRow(found, $0) } },
                    next: found.count > Self.pageSize ? shown.last?.item : nil
                )
            }
        }
    }

    private func head(on connection: isolated PostgresConnection) throws(PostgresError) -> Head {
        let head = try connection.first(
            """
            WITH \(sorted), counted AS (SELECT kind, count(*) AS items FROM sorted GROUP BY kind)
            SELECT transaction_timestamp(), (SELECT count(*) FROM owned),
                   ARRAY(SELECT kind FROM counted ORDER BY kind), ARRAY(SELECT items FROM counted ORDER BY kind)
            """
        ) { row throws(PostgresError) in
            let (at, owned, kinds, counts) = try row.decode(Date.self, Int.self, [String].self, [Int64].self)
            return Head(at: at, owned: owned, kinds: kinds, counts: counts.map { Int($0) })
        }
        guard let head else { throw PostgresError(.decoding, detail: "expected a row (triage), found none") }
        return head
    }

    private func rows(
        of kind: TriageKind,
        after: Int64,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [Found] {
        try connection.query(
            """
            WITH \(sorted)
            SELECT item, decision::text, cause, note, bounced, since FROM sorted
             WHERE kind = \(kind.rawValue) AND item > \(after)
             ORDER BY item LIMIT \(Self.pageSize + 1)
            """
        ) { row throws(PostgresError) in
            let (item, decision, cause, note, bounces, since) = try row.decode(
                Int64.self,
                String?.self,
                String?.self,
                String?.self,
                Int.self,
                Date.self
            )
            return Found(item: item, decision: decision, cause: cause, note: note, bounces: bounces, since: since)
        }
    }

    /// The steps that give every item with its kind: `owned`, and `sorted` with what its evidence is.
    private var sorted: SQL {
        let viewer = Viewer(department: Department.triage, privacy: privacy)
        return """
            owned AS MATERIALIZED (
                SELECT p.item FROM (
                    SELECT r.seq AS item FROM queue q
                      JOIN ready r ON r.jurisdiction = q.jurisdiction AND r.queue = q.queue
                     WHERE q.jurisdiction = \(jurisdiction.number) AND q.department = \(Department.triage)
                    UNION ALL
                    SELECT unnest(l.items) FROM lease l
                     WHERE l.jurisdiction = \(jurisdiction.number) AND l.department = \(Department.triage)
                ) AS p ORDER BY p.item LIMIT \(Self.bound + 1)
            ), recent AS MATERIALIZED (
                -- By their key from behind: never more than these, however many are open.
                SELECT x.item FROM work_item x WHERE x.jurisdiction = \(jurisdiction.number)
                 ORDER BY x.item DESC LIMIT \(Self.bound)
            ), bounced AS MATERIALIZED (
                SELECT e.number FROM event e
                 WHERE e.jurisdiction = \(jurisdiction.number) AND e.kind IN ('declined', 'offer_expired')
                   AND e.at > transaction_timestamp() - \(Self.bouncing)
                 GROUP BY e.number HAVING count(*) >= \(Self.bounces)
                 ORDER BY e.number DESC LIMIT \(Self.bound)
            ), candidate AS MATERIALIZED (
                SELECT w.item, w.number, w.created_at, 'triage' AS way FROM (SELECT item FROM owned LIMIT \(Self.bound)) AS o
                  JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = o.item
                 WHERE w.status = 'open'
                UNION ALL
                SELECT w.item, w.number, w.created_at, 'bounced' FROM bounced b
                  JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.number = b.number
                 WHERE w.status = 'open' AND w.department <> \(Department.triage) AND \(viewer.mayRead(in: jurisdiction.number))
                UNION ALL
                SELECT w.item, w.number, w.created_at, 'edge' FROM recent
                  JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = recent.item
                  JOIN ready r ON r.jurisdiction = w.jurisdiction AND r.queue = w.queue
                              AND r.priority = w.priority AND r.seq = w.item
                  JOIN service_request s ON s.jurisdiction = w.jurisdiction AND s.number = w.number
                 -- Who writes a report near an edge and says on which side it is, has looked.
                 WHERE w.status = 'open' AND w.leg = 1 AND w.offered_to IS NULL AND w.department <> \(Department.triage)
                   AND coalesce(s.edge_answer, 'unsure') = 'unsure'
                   AND NOT EXISTS (SELECT FROM bounced b WHERE b.number = w.number)
                   AND \(viewer.mayRead(in: jurisdiction.number))
            ), told AS MATERIALIZED (
                SELECT c.item, c.way, c.created_at, t.*
                  FROM candidate c
                 CROSS JOIN LATERAL (
                     SELECT max(e.event) FILTER (WHERE e.kind = 'submitted' OR e.kind = 'rerouted' AND e.item IS NULL)
                                AS decided,
                            max(e.event) FILTER (WHERE e.kind = 'triaged' AND e.item = c.item) AS triaged,
                            max(e.at) FILTER (WHERE e.kind = 'triaged' AND e.item = c.item) AS triaged_at,
                            max(e.event) FILTER (WHERE e.kind IN (
                                'submitted', 'rerouted', 'triaged', 'declined', 'offer_expired', 'reopened'
                            )) AS news,
                            coalesce(max(e.event) FILTER (
                                WHERE CASE WHEN e.kind = 'note' THEN e.detail ->> 'kept' = 'true' END
                            ), 0) AS kept,
                            count(*) FILTER (WHERE e.kind IN ('declined', 'offer_expired')) AS bounced
                       FROM event e WHERE e.jurisdiction = \(jurisdiction.number) AND e.number = c.number
                 ) AS t
            ), evidence AS MATERIALIZED (
                SELECT o.*, coalesce(d.detail -> 'decision', d.detail) AS decision,
                       t.detail ->> 'reason' AS cause, t.detail ->> 'note' AS note
                  FROM (SELECT told.*, c.number FROM told JOIN candidate c USING (item, way)) AS o
                  LEFT JOIN event d
                    ON d.jurisdiction = \(jurisdiction.number) AND d.number = o.number AND d.event = o.decided
                  LEFT JOIN event t
                    ON t.jurisdiction = \(jurisdiction.number) AND t.number = o.number AND t.event = o.triaged
                   AND o.triaged > o.decided
            ), sorted AS MATERIALIZED (
                SELECT item, decision, cause, note, bounced, coalesce(triaged_at, created_at) AS since,
                       CASE WHEN way = 'edge' THEN 'edge'
                            WHEN way = 'bounced' THEN 'loop'
                            WHEN kept > news THEN 'other'
                            WHEN cause = 'attempts' THEN 'poison'
                            WHEN cause = 'hops' OR bounced >= \(Self.bounces) THEN 'loop'
                            WHEN cause IS NULL AND decision ->> 'triage' IS NOT NULL THEN 'gap'
                            ELSE 'other' END AS kind
                  FROM evidence
                 WHERE way = 'triage'
                    OR kept < news AND (
                           way = 'bounced'
                           OR (decision #>> '{runner_up,metres}')::double precision
                              <= greatest(\(nearness), (decision ->> 'accuracy_metres')::double precision)
                       )
            )
            """
    }
}

extension TriageRow {
    fileprivate init(_ found: Triage.Found, _ row: ItemRow) {
        self.init(
            row: row,
            decisionJSON: found.decision,
            cause: found.cause,
            note: found.note,
            bounces: found.bounces,
            since: found.since
        )
    }
}
