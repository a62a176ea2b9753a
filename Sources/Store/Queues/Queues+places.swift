import Boundaries
import Postgres

extension Queues {
    /// Services and places of those of these items that a department owns or is offered.
    public func places(of items: [Int64], for department: String) async throws(StoreError) -> [ItemPlace] {
        try await onConnection(as: own(department)) { connection throws(PostgresError) in
            try connection.query(
                """
                SELECT w.item, s.service_code, s.latitude, s.longitude
                  FROM work_item w
                  JOIN service_request s ON s.jurisdiction = w.jurisdiction AND s.number = w.number
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = ANY (\(items)::bigint[])
                   AND \(department) IN (w.department, w.offered_to)
                 ORDER BY w.item
                """
            ) { row throws(PostgresError) in
                let (item, service, latitude, longitude) = try row.decode(
                    Int64.self,
                    String.self,
                    Double?.self,
                    Double?.self
                )
                var coordinate: Coordinate?
                if let latitude, let longitude {
                    coordinate = try? Coordinate(latitude: latitude, longitude: longitude)
                }
                return ItemPlace(item: item, serviceCode: service, coordinate: coordinate)
            }
        }
    }
}
