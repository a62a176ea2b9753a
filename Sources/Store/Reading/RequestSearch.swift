import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One look for a list of public requests: where from, what of each must be true, and how many are looked at.
///
/// Private ones are left out before anything else is asked of a row, so that no filter can tell of them.
struct RequestSearch: Sendable {
    /// What was found.
    struct Found: Sendable {
        let numbers: [Int64]
        let dates: [Date]
        /// How many of those looked at belong to the list.
        let hits: Int
        /// How many were looked at.
        let looked: Int
        /// The last that was looked at.
        let last: RequestCursor?
    }

    let query: ServiceRequest.Query
    /// Of when they were submitted.
    let start: Date
    /// To the newest there is where it is nil.
    let end: Date?
    /// Whose requests, and which of them are public.
    let reader: RequestReader

    var jurisdiction: JurisdictionRow { reader.jurisdiction }

    /// Looks at no more than `look` requests behind a place in the list, leaves out the first `skip` that belong to it and
    /// gives the next ones, at most `limit`.
    func found(
        in source: RequestSource,
        after cursor: RequestCursor?,
        skip: Int,
        limit: Int,
        look: Int,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Found {
        let statement: SQL = """
            \(beginning(of: source)) looked AS MATERIALIZED (
                \(looked(in: source, after: cursor, look: look))
            ), page AS MATERIALIZED (
                SELECT number, requested_at FROM looked WHERE hit
                 ORDER BY requested_at DESC, number DESC OFFSET \(skip) LIMIT \(limit)
            )
            SELECT ARRAY(SELECT number FROM page ORDER BY requested_at DESC, number DESC),
                   ARRAY(SELECT requested_at FROM page ORDER BY requested_at DESC, number DESC),
                   (SELECT count(*) FROM looked WHERE hit), (SELECT count(*) FROM looked),
                   last.requested_at, last.number
              FROM (VALUES (1)) AS one (row)
              LEFT JOIN (SELECT requested_at, number FROM looked ORDER BY requested_at, number LIMIT 1) AS last ON true
            """
        let found = try connection.first(statement) { row throws(PostgresError) in
            let (numbers, dates, hits, looked, at, number) = try row.decode(
                [Int64].self,
                [Date].self,
                Int.self,
                Int.self,
                Date?.self,
                Int64?.self
            )
            let last = at.flatMap { at in number.map { RequestCursor(at: at, number: $0) } }
            return Found(numbers: numbers, dates: dates, hits: hits, looked: looked, last: last)
        }
        guard let found else { throw PostgresError(.decoding, detail: "expected a row (list), found none") }
        return found
    }

    /// How many a source holds, up to `bound`, where every row of it belongs to the list.
    func counted(
        in source: RequestSource,
        upTo bound: Int,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> ItemCount {
        let statement: SQL = """
            \(beginning(of: source)) looked AS MATERIALIZED (
                \(looked(in: source, after: nil, look: bound + 1))
            )
            SELECT count(*) FROM looked
            """
        let number = try connection.first(statement) { row throws(PostgresError) in try row.decode(Int.self) }
        return ItemCount(number ?? 0, upTo: bound)
    }

    /// The columns number, requested_at and hit of those that are looked at.
    private func looked(in source: RequestSource, after cursor: RequestCursor?, look: Int) -> SQL {
        // In the text and not among the values: the planner must know how little of a walk is read.
        let limit = String(look)
        switch source {
        case .newest:
            return """
                SELECT r.number, r.requested_at, \(conditions(walked: false)) AS hit FROM service_request r
                 WHERE r.jurisdiction = \(jurisdiction.number) AND \(reader.shows("r")) AND \(behind(cursor))
                 ORDER BY r.requested_at DESC, r.number DESC
                 LIMIT \(unescaped: limit)
                """
        case .services:
            return """
                SELECT s.number, s.requested_at, s.hit FROM walked
                 CROSS JOIN LATERAL (
                     SELECT r.number, r.requested_at, \(conditions(walked: true)) AS hit FROM service_request r
                      WHERE r.jurisdiction = \(jurisdiction.number) AND r.department = walked.department
                        AND r.service_code = walked.service_code AND \(reader.shows("r")) AND \(behind(cursor))
                      ORDER BY r.requested_at DESC, r.number DESC
                      LIMIT \(unescaped: limit)
                 ) AS s
                 ORDER BY s.requested_at DESC, s.number DESC
                 LIMIT \(unescaped: limit)
                """
        case .few(let numbers):
            return """
                SELECT r.number, r.requested_at, \(conditions(walked: false)) AS hit
                  FROM (\(numbers)) AS few (number)
                 CROSS JOIN LATERAL (
                     SELECT * FROM service_request x
                      WHERE x.jurisdiction = \(jurisdiction.number) AND x.number = few.number OFFSET 0
                 ) AS r
                 WHERE \(reader.shows("r")) AND \(behind(cursor))
                 ORDER BY r.requested_at DESC, r.number DESC
                 LIMIT \(unescaped: limit)
                """
        }
    }

    /// The window, and what lies behind a place in the list.
    private func behind(_ cursor: RequestCursor?) -> SQL {
        let window: SQL = """
            r.requested_at >= \(start) AND r.requested_at <= coalesce(\(latest)::timestamptz, 'infinity')
            """
        guard let cursor else { return window }
        return "\(window) AND (r.requested_at, r.number) < (\(cursor.at), \(cursor.number))"
    }

    /// Nothing is changed before it came in.
    private var latest: Date? {
        guard let updated = query.updated?.end else { return end }
        return min(end ?? .distantFuture, updated)
    }

    /// What stands before the table of what is looked at: for services the pairs of department and service that there are
    /// and that are asked for, each found by one step in the index and not by reading all rows.
    private func beginning(of source: RequestSource) -> SQL {
        guard case .services = source else { return "WITH" }
        return """
            WITH RECURSIVE pair AS (
                (SELECT r.department, r.service_code FROM service_request r
                  WHERE r.jurisdiction = \(jurisdiction.number) AND NOT r.is_private
                  ORDER BY r.department, r.service_code LIMIT 1)
                UNION ALL
                SELECT n.department, n.service_code FROM pair
                 CROSS JOIN LATERAL (
                     SELECT r.department, r.service_code FROM service_request r
                      WHERE r.jurisdiction = \(jurisdiction.number) AND NOT r.is_private
                        AND (r.department, r.service_code) > (pair.department, pair.service_code)
                      ORDER BY r.department, r.service_code LIMIT 1
                 ) AS n
            ), walked AS MATERIALIZED (
                SELECT department, service_code FROM pair
                 WHERE (cardinality(\(query.serviceCodes)::text[]) = 0 OR service_code = ANY (\(query.serviceCodes)))
                   AND (cardinality(\(query.departments)::text[]) = 0 OR department = ANY (\(query.departments)))
            ),
            """
    }
}
