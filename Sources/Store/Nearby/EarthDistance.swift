import Boundaries
import Postgres

/// Metres on the earth in SQL, as the boundaries' distances have them.
enum EarthDistance {
    /// Mean radius of the earth in metres (IUGG R₁).
    static let radius = 6_371_008.8

    /// The metres from a place to the point of the row of `service_request` that goes by a name, by the haversine formula.
    static func metres(from place: Coordinate, to row: SQL) -> SQL {
        """
        2 * \(radius) * asin(least(1, sqrt(
            sind((\(row).latitude - \(place.latitude)) / 2) ^ 2
            + cosd(\(row).latitude) * cosd(\(place.latitude)) * sind((\(row).longitude - \(place.longitude)) / 2) ^ 2
        )))
        """
    }
}
