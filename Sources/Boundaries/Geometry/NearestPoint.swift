/// The place on an edge nearest to a position.
struct NearestPoint {
    /// Its squared distance in the position's `LocalPlane`: only for comparing.
    var squared: Double
    var latitude: Double
    var longitude: Double

    /// Farther than anything.
    static let none = NearestPoint(squared: .infinity, latitude: 0, longitude: 0)

    /// The true distance from a position, in metres; infinite for `none`.
    func metres(from position: Coordinate) -> Double {
        coordinate.map { position.metres(to: $0) } ?? .infinity
    }

    /// The place; nil only for `none`.
    ///
    /// Between two vertices in range rounding may leave the range by a hair, hence the clamp.
    var coordinate: Coordinate? {
        guard squared.isFinite else { return nil }
        return try? Coordinate(latitude: min(90, max(-90, latitude)), longitude: min(180, max(-180, longitude)))
    }
}
