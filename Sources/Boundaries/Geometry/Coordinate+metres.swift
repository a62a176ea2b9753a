import Foundation

extension Coordinate {
    /// Mean radius of the earth in metres (IUGG R₁).
    static let earthRadius = 6_371_008.8

    /// The great-circle distance to another position, in metres (haversine).
    ///
    /// The earth is taken as a ball, which is within 0.6 % of the ellipsoid anywhere.
    public func metres(to other: Coordinate) -> Double {
        let radians = Double.pi / 180
        let north = sin((other.latitude - latitude) * radians / 2)
        let east = sin((other.longitude - longitude) * radians / 2)
        let chord = north * north + cos(latitude * radians) * cos(other.latitude * radians) * east * east
        return 2 * Self.earthRadius * asin(min(1, chord.squareRoot()))
    }
}
