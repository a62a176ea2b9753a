public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads what waits for a person's decision, by kind.
///
/// Every look is bounded: at the `bound` oldest items of triage and as many in quarantine, at the `bound` newest items of the
/// city for edges, and at `bouncing` for loops. Private requests of departments are not shown, for triage has no leg of them.
public struct Triage: Sendable {
    /// How many items are looked at, at most.
    public static let bound = 2000
    /// The rows of a page.
    public static let pageSize = 20
    /// How often an item must have come back from departments that were asked, and within which time.
    public static let bounces = 2
    /// Within which time.
    public static let bouncing: Duration = .seconds(30 * 24 * 3600)

    private struct Head: Sendable {
        let at: Date
        let owned: Int
        let quarantined: Int
        let counts: [TriageKind: Int]
    }

    private struct Look: Sendable {
        let head: Head
        let found: Found?
    }

    fileprivate struct Found: Sendable {
        let item: Int64
        let decision: String?
        let attributes: String
        let cause: String?
        let note: String?
        let bounces: Int
        let since: Date
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let privacy: PrivacyRule
    private let nearness: Double
    private let bound: Int

    /// Reads through a pool it does not own.
    ///
    /// - Parameters:
    ///   - pool: of a user who may read everything of the jurisdiction.
    ///   - jurisdiction: the city.
    ///   - privateServices: the codes of services that are private now.
    ///   - nearness: metres within which an edge that would change the decision makes it doubtful.
    ///   - bound: how many items are looked at.
    public init(
        pool: PostgresPool,
        jurisdiction: JurisdictionRow,
        privateServices: [String],
        nearness: Double,
        bound: Int = Triage.bound
    ) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        privacy = PrivacyRule(services: privateServices)
        self.nearness = nearness
        self.bound = bound
    }

    /// The counts of all kinds, and a page of one.
    public func page(_ kind: TriageKind, after: Int64 = 0) async throws(StoreError) -> TriagePage {
        try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [self] connection throws(PostgresError) in
                let look = try look(kind, after: after, on: connection)
                guard let head = look.first?.head else {
                    throw PostgresError(.decoding, detail: "expected a row (triage), found none")
                }
                let found = look.compactMap(\.found)
                let shown = found.prefix(Self.pageSize)
                let picked: SQL = """
                    SELECT w.item, w.created_at AS key FROM work_item w
                     WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = ANY (\(shown.map(\.item))::bigint[])
                    """
                let rows = try ItemRow.rows(picked, viewer: steps.viewer, in: jurisdiction, on: connection)
                let byItem = Dictionary(rows.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
                return TriagePage(
                    at: head.at,
                    counts: TriageKind.allCases.map { .init(kind: $0, items: head.counts[$0] ?? 0) },
                    isCut: head.owned > bound,
                    isQuarantineCut: head.quarantined > bound,
                    rows: shown.compactMap { found in byItem[found.item].map { TriageRow(found, $0) } },
                    next: found.count > Self.pageSize ? shown.last?.item : nil
                )
            }
        }
    }

    private var steps: TriageSteps {
        TriageSteps(jurisdiction: jurisdiction.number, privacy: privacy, nearness: nearness, bound: bound)
    }

    /// One statement, for everything is sorted to count it: the head in each row, and the items from the second on.
    private func look(
        _ kind: TriageKind,
        after: Int64,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [Look] {
        try connection.query(
            """
            WITH \(steps.sorted), counted AS MATERIALIZED (SELECT kind, count(*) AS items FROM sorted GROUP BY kind)
            SELECT transaction_timestamp() AS at, (SELECT count(*) FROM owned) AS owned,
                   (SELECT count(*) FROM quarantined) AS quarantined,
                   ARRAY(SELECT kind FROM counted ORDER BY kind) AS kinds,
                   ARRAY(SELECT items FROM counted ORDER BY kind) AS counts,
                   s.item, s.decision::text AS decision, s.cause, s.note, s.bounced, s.since,
                   (SELECT r.attributes::text FROM work_item w
                      JOIN service_request r ON r.jurisdiction = w.jurisdiction AND r.number = w.number
                     WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = s.item) AS attributes
              FROM (SELECT) AS always
              LEFT JOIN (
                  SELECT * FROM sorted WHERE kind = \(kind.rawValue) AND item > \(after)
                   ORDER BY item LIMIT \(Self.pageSize + 1)
              ) AS s ON true
             ORDER BY s.item
            """
        ) { row throws(PostgresError) in
            let kinds = try row.decode("kinds", as: [String].self).map { TriageKind(rawValue: $0) ?? .other }
            let counts = try row.decode("counts", as: [Int64].self).map { Int($0) }
            let head = Head(
                at: try row.decode("at", as: Date.self),
                owned: try row.decode("owned", as: Int.self),
                quarantined: try row.decode("quarantined", as: Int.self),
                counts: Dictionary(zip(kinds, counts), uniquingKeysWith: +)
            )
            guard let item = try row.decode("item", as: Int64?.self) else { return Look(head: head, found: nil) }
            return Look(
                head: head,
                found: Found(
                    item: item,
                    decision: try row.decode("decision", as: String?.self),
                    attributes: try row.decode("attributes", as: String.self),
                    cause: try row.decode("cause", as: String?.self),
                    note: try row.decode("note", as: String?.self),
                    bounces: try row.decode("bounced", as: Int.self),
                    since: try row.decode("since", as: Date.self)
                )
            )
        }
    }
}

extension TriageRow {
    fileprivate init(_ found: Triage.Found, _ row: ItemRow) {
        self.init(
            row: row,
            decisionJSON: found.decision,
            attributesJSON: found.attributes,
            cause: found.cause,
            note: found.note,
            bounces: found.bounces,
            since: found.since
        )
    }
}
