import Boundaries
import Postgres
public import ServiceRequests

extension RequestReader {
    /// The newest public requests that have a point, newest first.
    public func recentPoints(limit: Int) async throws(StoreError) -> [RecentPoint] {
        let found: [RecentPoint?] = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT r.number, r.service_code, r.latitude, r.longitude FROM service_request r
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.latitude IS NOT NULL AND NOT \(privacy.covers("r"))
                 ORDER BY r.requested_at DESC, r.number DESC
                 LIMIT \(limit)
                """
            ) { row throws(PostgresError) in
                let (number, code, latitude, longitude) = try row.decode(
                    Int64.self,
                    String.self,
                    Double.self,
                    Double.self
                )
                return (try? Coordinate(latitude: latitude, longitude: longitude)).map { point in
                    RecentPoint(serviceCode: code, coordinate: point, number: number)
                }
            }
        }
        return found.compactMap(\.self)
    }

    /// Their records, newest first; those that are not public any more are left out.
    public func records(of points: [RecentPoint]) async throws(StoreError) -> [ServiceRequest.Record] {
        let ids = points.compactMap { jurisdiction.cipher.id(for: $0.number)?.text }
        guard !ids.isEmpty else { return [] }
        return try await records(ServiceRequest.Query(selection: .ids(ids), limit: ids.count))
    }
}
