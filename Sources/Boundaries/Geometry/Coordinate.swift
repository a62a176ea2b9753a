/// A position on the earth in WGS 84 degrees, always finite and in range.
///
/// Latitude comes first wherever a person writes it; GeoJSON (RFC 7946) and GEOS want longitude first, and the only
/// places that turn the order round are the GeoJSON reader and `Handles/`.
public struct Coordinate: Sendable, Hashable {
    /// Degrees north of the equator, −90 to 90.
    public let latitude: Double

    /// Degrees east of Greenwich, −180 to 180.
    public let longitude: Double

    /// Checks and keeps a position.
    ///
    /// Throws `CoordinateError` when a number is not finite or out of range, so that no such number can reach GEOS.
    public init(latitude: Double, longitude: Double) throws(CoordinateError) {
        guard latitude.isFinite, longitude.isFinite else { throw .notFinite }
        guard (-90...90).contains(latitude) else { throw .latitudeOutOfRange(latitude) }
        guard (-180...180).contains(longitude) else { throw .longitudeOutOfRange(longitude) }
        self.latitude = latitude
        self.longitude = longitude
    }
}

extension Coordinate: CustomStringConvertible {
    /// "40.7128, -74.006", latitude first.
    public var description: String { "\(latitude), \(longitude)" }
}

extension Coordinate {
    /// A position of finite degrees, those out of range taken as the nearest that is in it.
    package static func inRange(latitude: Double, longitude: Double) -> Coordinate {
        Coordinate(checkedLatitude: min(max(latitude, -90), 90), longitude: min(max(longitude, -180), 180))
    }

    private init(checkedLatitude latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}
