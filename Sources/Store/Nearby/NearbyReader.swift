public import Boundaries
import Foundation
public import Postgres
import ServiceRequests

/// Finds open service requests of the same kind near a place: what somebody may be about to report once more.
///
/// Private ones are never found, whether their service is private now or was when they came in.
public struct NearbyReader: Sendable {
    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let privacy: PrivacyRule

    /// Reads through a pool it does not own; `privateServices` are the codes of services that are private now.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, privateServices: [String]) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        privacy = PrivacyRule(services: privateServices)
    }

    /// The open public requests of a service within some metres of a place, the newest first, at most so many.
    ///
    /// Metres are up to 5,000; with none or less nothing is near.
    public func open(
        _ service: String,
        near place: Coordinate,
        within metres: Double,
        limit: Int
    ) async throws(StoreError) -> [NearbyRequest] {
        guard metres > 0 else { return [] }
        let statement = statement(service, near: place, within: metres, limit: limit)
        let found = try await stored { () throws(PostgresError) in
            try await pool.query(statement) { row throws(PostgresError) in
                let (number, metres, isTakenOn) = try row.decode(Int64.self, Double.self, Bool.self)
                return jurisdiction.cipher.id(for: number).map { id in
                    NearbyRequest(id: id.text, metres: metres, isTakenOn: isTakenOn)
                }
            }
        }
        return found.compactMap(\.self)
    }

    /// The index gives what lies in a box around the circle; of that, what is open and in the circle is looked at.
    func statement(_ service: String, near place: Coordinate, within metres: Double, limit: Int) -> SQL {
        let north = metres / (EarthDistance.radius * .pi / 180)
        let parallel = cos(min(90, abs(place.latitude) + north) * .pi / 180)
        // Around a pole, and across the 180th meridian, every longitude may be near.
        let east = parallel > 0 ? north / parallel : 360
        let isWhole = place.longitude - east < -180 || place.longitude + east > 180
        let (west, end) = isWhole ? (-180, 180) : (place.longitude - east, place.longitude + east)
        return """
            SELECT n.number, n.metres,
                   EXISTS (SELECT FROM work_item w JOIN accepted a ON a.jurisdiction = w.jurisdiction AND a.item = w.item
                            WHERE w.jurisdiction = \(jurisdiction.number) AND w.number = n.number)
              FROM (
                  SELECT r.number, r.requested_at,
                         \(EarthDistance.metres(from: place, to: "r")) AS metres
                    FROM service_request r
                   WHERE r.jurisdiction = \(jurisdiction.number) AND r.service_code = \(service)
                     AND r.latitude BETWEEN \(place.latitude - north) AND \(place.latitude + north)
                     AND r.longitude BETWEEN \(west) AND \(end)
                     AND NOT \(privacy.covers("r")) AND r.status = 'open'
              ) AS n
             WHERE n.metres <= \(metres)
             ORDER BY n.requested_at DESC, n.number DESC
             LIMIT \(limit)
            """
    }
}
