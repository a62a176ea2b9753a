import Boundaries
import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Board {
    /// Where the open requests are; those of private services are left out, because a map tells the place.
    public func places(privateServices: [String]) async throws(StoreError) -> BoardPlaces {
        let privacy = PrivacyRule(services: privateServices)
        return try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [self] connection throws(PostgresError) in
                let at = try Self.moment(on: connection)
                return BoardPlaces(at: at, cells: try cells(privacy, on: connection))
            }
        }
    }

    private func cells(
        _ privacy: PrivacyRule,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [BoardPlaces.Cell] {
        let cells: [BoardPlaces.Cell?] = try connection.query(
            """
            WITH open AS MATERIALIZED (
                SELECT w.number, bool_or(w.is_late) AS is_late
                  FROM (\(Self.standing(in: jurisdiction.number))) AS p
                 CROSS JOIN LATERAL (
                     SELECT x.number, x.status,
                            (x.due_at < transaction_timestamp() AND x.paused_at IS NULL) IS TRUE AS is_late
                       FROM work_item x
                      WHERE x.jurisdiction = \(jurisdiction.number) AND x.item = p.item OFFSET 0
                 ) AS w
                 WHERE w.status = 'open'
                 GROUP BY w.number
            )
            SELECT avg(s.latitude) AS latitude, avg(s.longitude) AS longitude, count(*) AS requests,
                   count(*) FILTER (WHERE o.is_late) AS late,
                   (array_agg(o.number ORDER BY o.number DESC))[:\(BoardPlaces.mostNamed)] AS numbers
              FROM open o
             CROSS JOIN LATERAL (
                 SELECT r.latitude, r.longitude, r.is_private, r.service_code FROM service_request r
                  WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = o.number OFFSET 0
             ) AS s
             WHERE s.latitude IS NOT NULL AND NOT \(privacy.covers("s"))
             GROUP BY floor(s.latitude / \(BoardPlaces.step)), floor(s.longitude / \(BoardPlaces.step))
             ORDER BY requests DESC, latitude, longitude
             LIMIT \(BoardPlaces.maximumCells)
            """,
            deadline: Self.deadline
        ) { row in
            let latitude = try row.decode("latitude", as: Double.self)
            let longitude = try row.decode("longitude", as: Double.self)
            guard let middle = try? Coordinate(latitude: latitude, longitude: longitude) else { return nil }
            return BoardPlaces.Cell(
                middle: middle,
                requests: try row.decode("requests", as: Int.self),
                late: try row.decode("late", as: Int.self),
                serviceRequestIDs: try row.decode("numbers", as: [Int64].self).compactMap {
                    jurisdiction.cipher.id(for: $0)?.text
                }
            )
        }
        return cells.compactMap(\.self)
    }
}
