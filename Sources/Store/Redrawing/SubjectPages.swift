import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads stored service requests page by page, each once, so that a year of them takes the memory of a page.
///
/// Of older requests that are open the numbers are kept: eight bytes each. What comes in or is closed meanwhile may be
/// read as it was before or as it is after.
public struct SubjectPages: Sendable {
    /// The requests of a page, unless somebody says otherwise.
    public static let standardSize = 2000

    /// How long one statement may take.
    private static let patience: Duration = .seconds(600)

    private let pools: DatabasePools
    private let jurisdiction: JurisdictionRow
    private let asksVersions: Bool
    private let size: Int
    /// The recent requests that are still to be read: those behind this moment and number; nil when all are.
    private var recent: (at: Date, number: Int64)?
    /// The numbers that are still to be read one by one.
    private var numbers: ArraySlice<Int64>

    /// Begins to read the open requests, in the order of their numbers, with the versions they were decided by.
    public static func open(
        in jurisdiction: JurisdictionRow,
        pools: DatabasePools,
        size: Int = standardSize
    ) async throws(StoreError) -> SubjectPages {
        let numbers = try await openNumbers(in: jurisdiction, pools: pools, until: nil)
        return SubjectPages(pools, jurisdiction, asksVersions: true, size: size, recent: nil, numbers: numbers)
    }

    /// Begins to read the requests that came in within a time, oldest first, and then the older ones that are open.
    public static func recent(
        within time: Duration,
        in jurisdiction: JurisdictionRow,
        pools: DatabasePools,
        size: Int = standardSize
    ) async throws(StoreError) -> SubjectPages {
        let since = try await one(in: jurisdiction, pools) { connection throws(PostgresError) in
            try connection.first("SELECT statement_timestamp() - \(time)") { row throws(PostgresError) in
                try row.decode(Date.self)
            }
        }.orMissing("moment")
        let numbers = try await openNumbers(in: jurisdiction, pools: pools, until: since)
        return SubjectPages(
            pools,
            jurisdiction,
            asksVersions: false,
            size: size,
            recent: (at: since, number: .max),
            numbers: numbers
        )
    }

    /// The requests that came in last, newest first, open or not.
    public static func latest(
        _ count: Int,
        in jurisdiction: JurisdictionRow,
        pools: DatabasePools
    ) async throws(StoreError) -> [StoredSubject] {
        let pages = SubjectPages(pools, jurisdiction, asksVersions: false, size: count, recent: nil, numbers: [])
        return try await pages.page("true", orderedBy: "r.requested_at DESC, r.number DESC")
    }

    private init(
        _ pools: DatabasePools,
        _ jurisdiction: JurisdictionRow,
        asksVersions: Bool,
        size: Int,
        recent: (at: Date, number: Int64)?,
        numbers: [Int64]
    ) {
        self.pools = pools
        self.jurisdiction = jurisdiction
        self.asksVersions = asksVersions
        self.size = max(1, size)
        self.recent = recent
        self.numbers = numbers[...]
    }

    /// The next page; empty at the end.
    public mutating func next() async throws(StoreError) -> [StoredSubject] {
        if let (at, number) = recent {
            let page = try await page(
                "(r.requested_at, r.number) > (\(at), \(number))",
                orderedBy: "r.requested_at, r.number"
            )
            if let last = page.last {
                recent = (last.subject.requestedAt, last.number)
                return page
            }
            recent = nil
        }
        // Those of a page may all be closed by now.
        while !numbers.isEmpty {
            let wanted = Array(numbers.prefix(size))
            numbers = numbers.dropFirst(wanted.count)
            let page = try await page(
                "r.number = ANY (\(wanted)::bigint[]) AND r.status = 'open'",
                orderedBy: "r.number"
            )
            if !page.isEmpty { return page }
        }
        return []
    }

    private func page(_ which: SQL, orderedBy order: SQL) async throws(StoreError) -> [StoredSubject] {
        let statement: SQL = """
            SELECT r.number, r.status = 'open' AS is_open, r.is_private, r.requested_at, r.department, r.service_code, r.latitude,
                   r.longitude, r.address, r.address_id, r.attributes::text AS attributes, \(versions) AS versions
              FROM service_request r
             WHERE r.jurisdiction = \(jurisdiction.number) AND \(which)
             ORDER BY \(order) LIMIT \(size)
            """
        return try await Self.one(in: jurisdiction, pools) { connection throws(PostgresError) in
            try connection.query(statement, deadline: Self.patience, Self.subject)
        }
    }

    /// The versions that the latest decision names, as JSON.
    private var versions: SQL {
        guard asksVersions else { return "NULL::text" }
        return """
            (SELECT (CASE e.kind WHEN 'submitted' THEN e.detail ELSE e.detail -> 'decision' END -> 'layer_versions')::text
               FROM event e
              WHERE e.jurisdiction = r.jurisdiction AND e.number = r.number
                AND (e.kind = 'submitted' OR e.kind = 'rerouted' AND e.item IS NULL)
              ORDER BY e.event DESC LIMIT 1)
            """
    }

    private static func subject(_ row: borrowing Row) throws -> StoredSubject {
        let versions = try row.decode("versions", as: String?.self)
        return StoredSubject(
            number: try row.decode("number", as: Int64.self),
            isOpen: try row.decode("is_open", as: Bool.self),
            isPrivate: try row.decode("is_private", as: Bool.self),
            subject: RequestSubject(
                draft: try RequestMoves.draft(row),
                requestedAt: try row.decode("requested_at", as: Date.self),
                department: try row.decode("department", as: String.self)
            ),
            // A decision that rests on no layer names none.
            layerVersions: try versions.map { try JSONDecoder().decode([String: String].self, from: Data($0.utf8)) }
        )
    }

    /// The numbers of requests with open items, in their order; with a moment, of those that came in until then.
    private static func openNumbers(
        in jurisdiction: JurisdictionRow,
        pools: DatabasePools,
        until moment: Date?
    ) async throws(StoreError) -> [Int64] {
        try await one(in: jurisdiction, pools) { connection throws(PostgresError) in
            try connection.query(
                """
                SELECT DISTINCT r.number
                  FROM (
                      SELECT seq FROM ready WHERE jurisdiction = \(jurisdiction.number)
                      UNION ALL SELECT unnest(items) FROM lease WHERE jurisdiction = \(jurisdiction.number)
                      UNION ALL SELECT item FROM accepted WHERE jurisdiction = \(jurisdiction.number)
                  ) AS open (item)
                  JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = open.item
                  JOIN service_request r ON r.jurisdiction = \(jurisdiction.number) AND r.number = w.number
                 WHERE \(moment)::timestamptz IS NULL OR r.requested_at <= \(moment)
                 ORDER BY r.number
                """,
                deadline: patience
            ) { row throws(PostgresError) in try row.decode(Int64.self) }
        }
    }

    private static func one<R: Sendable>(
        in jurisdiction: JurisdictionRow,
        _ pools: DatabasePools,
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) async throws(StoreError) -> R {
        try await stored { () throws(PostgresError) in
            try await pools.withConnection(as: .within(jurisdiction: jurisdiction.number), work)
        }
    }
}
