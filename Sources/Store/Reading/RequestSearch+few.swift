import Boundaries
import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RequestSearch {
    /// The numbers of the few requests among which the whole list must be, where an index knows them; nil where there may
    /// be many.
    func few(on connection: isolated PostgresConnection) throws(PostgresError) -> SQL? {
        if let updated = query.updated, let changed = try changed(since: updated, on: connection) { return changed }
        if let area = query.area, let near = try near(area, on: connection) { return near }
        // Of a service or a department another index knows the newest.
        guard query.statuses == [.open], query.serviceCodes.isEmpty, query.departments.isEmpty else { return nil }
        return try open(on: connection)
    }

    /// What is open, by the legs that are.
    private func open(on connection: isolated PostgresConnection) throws(PostgresError) -> SQL? {
        let limit = String(Self.openLimit + 1)
        let legs: SQL = """
            SELECT w.number FROM work_item w WHERE w.jurisdiction = \(jurisdiction.number) AND w.status = 'open'
             LIMIT \(unescaped: limit)
            """
        guard try number("SELECT count(*) FROM (\(legs)) AS n", on: connection) <= Self.openLimit else { return nil }
        return "SELECT DISTINCT w.number FROM (\(legs)) AS w"
    }

    /// What has a line of history as young as the change that is asked for: whatever changes a request writes one.
    ///
    /// Lines are read in the order they were written, newest first, until they are older; there is no index on when.
    private func changed(
        since span: ServiceRequest.Query.Span,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> SQL? {
        // A transaction may take some time, and its lines stand in the order of its beginning.
        let first = span.start - Self.slack
        for lines in Self.newsLimits {
            let newest: SQL = """
                SELECT e.number, e.at, e.xid, e.event FROM event e WHERE e.jurisdiction = \(jurisdiction.number)
                 ORDER BY e.xid DESC, e.event DESC LIMIT \(unescaped: String(lines))
                """
            let reaches = try connection.first(
                """
                WITH newest AS MATERIALIZED (\(newest))
                SELECT count(*) < \(lines) OR (
                           SELECT max(at) FROM (SELECT at FROM newest ORDER BY xid, event LIMIT 100) AS oldest
                       ) < \(first)
                  FROM newest
                """
            ) { row throws(PostgresError) in try row.decode(Bool.self) }
            guard reaches == true else { continue }
            return """
                SELECT DISTINCT n.number FROM (\(newest)) AS n
                 WHERE n.at BETWEEN \(first) AND \(span.end + Self.slack)
                """
        }
        return nil
    }

    /// What lies in an area, by the index on service and place: service by service.
    private func near(
        _ area: ServiceRequest.Query.Area,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> SQL? {
        guard let first = area.boxes.first else { return nil }
        let south = area.boxes.reduce(first.south) { max($0, $1.south) }
        let north = area.boxes.reduce(first.north) { min($0, $1.north) }
        let kinds: SQL =
            query.serviceCodes.isEmpty
            ? """
            WITH RECURSIVE kind AS (
                (SELECT r.service_code FROM service_request r
                  WHERE r.jurisdiction = \(jurisdiction.number) AND NOT r.is_private AND r.latitude IS NOT NULL
                  ORDER BY r.service_code LIMIT 1)
                UNION ALL
                SELECT n.service_code FROM kind
                 CROSS JOIN LATERAL (
                     SELECT r.service_code FROM service_request r
                      WHERE r.jurisdiction = \(jurisdiction.number) AND NOT r.is_private AND r.latitude IS NOT NULL
                        AND r.service_code > kind.service_code
                      ORDER BY r.service_code LIMIT 1
                 ) AS n
            )
            """ : "WITH kind (service_code) AS (SELECT unnest(\(query.serviceCodes)::text[]))"
        func band(_ condition: SQL, _ end: SQL) -> SQL {
            """
            SELECT b.number FROM kind
             CROSS JOIN LATERAL (
                 SELECT r.number FROM service_request r
                  WHERE r.jurisdiction = \(jurisdiction.number) AND r.service_code = kind.service_code
                    AND NOT r.is_private AND r.latitude BETWEEN \(south) AND \(north) AND \(condition)
                  \(end)
             ) AS b
            """
        }
        let limit: SQL = "LIMIT \(unescaped: String(Self.bandLimit + 1))"
        // Of the index's entries, not of what lies in the box: it is by latitude that they are walked.
        let entries = try number(
            "\(kinds) SELECT count(*) FROM (\(band("true", limit)) \(limit)) AS n",
            on: connection
        )
        guard entries <= Self.bandLimit else { return nil }
        let west = area.boxes.reduce(first.west) { max($0, $1.west) }
        let east = area.boxes.reduce(first.east) { min($0, $1.east) }
        return "\(kinds) \(band("r.longitude BETWEEN \(west) AND \(east)", "OFFSET 0"))"
    }

    private func number(_ query: SQL, on connection: isolated PostgresConnection) throws(PostgresError) -> Int {
        try connection.first(query) { row throws(PostgresError) in try row.decode(Int.self) } ?? 0
    }

    private static let openLimit = 10_000
    private static let newsLimits = [2000, 30_000]
    private static let bandLimit = 50_000
    /// How much later than its place among the lines says one may have been written.
    private static let slack: TimeInterval = 600
    /// More than any of these gives.
    static let fewLimit = 60_000
}
