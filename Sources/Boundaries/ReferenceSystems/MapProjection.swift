import Foundation

/// How a flat map's metres become positions again, good to some hundred metres: enough to tell which map it is.
///
/// Formulas of Snyder, "Map Projections: A Working Manual" (USGS Professional Paper 1395), on the ellipsoid GRS 80.
enum MapProjection: Sendable, Hashable {
    /// The web's Mercator, on a ball.
    case webMercator
    /// Transverse Mercator: the origin, the scale on the central meridian, and what is added to x and y in metres.
    case transverse(latitude: Double, longitude: Double, scale: Double, east: Double, north: Double)
    /// Lambert's conic with two parallels; what is added to x and y in metres.
    case conic(parallels: ClosedRange<Double>, latitude: Double, longitude: Double, east: Double, north: Double)

    private static let axis = 6_378_137.0
    private static let squaredEccentricity = 0.006_694_380_022_90
    private static let radians = Double.pi / 180

    /// The position at x and y metres; nil where the map has none.
    func position(x: Double, y: Double) -> Coordinate? {
        guard abs(x) < 1e8, abs(y) < 1e8 else { return nil }
        let place: (latitude: Double, longitude: Double) =
            switch self {
            case .webMercator: Self.webMercator(x, y)
            case .transverse(let latitude, let longitude, let scale, let east, let north):
                Self.transverse(x - east, (y - north) / scale, latitude, longitude, scale)
            case .conic(let parallels, let latitude, let longitude, let east, let north):
                Self.conic(x - east, y - north, parallels, latitude, longitude)
            }
        return try? Coordinate(latitude: place.latitude, longitude: place.longitude)
    }

    private static func webMercator(_ x: Double, _ y: Double) -> (latitude: Double, longitude: Double) {
        (atan(sinh(y / axis)) / radians, x / axis / radians)
    }

    /// Equations 8-17 to 8-25; y is already divided by the scale.
    private static func transverse(
        _ x: Double,
        _ y: Double,
        _ originLatitude: Double,
        _ originLongitude: Double,
        _ scale: Double
    ) -> (latitude: Double, longitude: Double) {
        let e2 = squaredEccentricity
        let second = e2 / (1 - e2)
        let arc = meridian(originLatitude * radians) + y
        let mu = arc / (axis * (1 - flattening))
        let root = (1 - e2).squareRoot()
        let e1 = (1 - root) / (1 + root)
        let twofold: Double = (3 * e1 / 2 - 27 * pow(e1, 3) / 32) * sin(2 * mu)
        let fourfold: Double = (21 * e1 * e1 / 16 - 55 * pow(e1, 4) / 32) * sin(4 * mu)
        let sixfold: Double = 151 * pow(e1, 3) / 96 * sin(6 * mu)
        let foot = mu + twofold + fourfold + sixfold
        let sine = sin(foot)
        let tangent = tan(foot)
        let c = second * cos(foot) * cos(foot)
        let t = tangent * tangent
        let curve = 1 - e2 * sine * sine
        let across = axis / curve.squareRoot()
        let along = axis * (1 - e2) / pow(curve, 1.5)
        let d = x / (across * scale)
        let slope: Double = 5 + 3 * t + 10 * c - 4 * c * c - 9 * second
        let quadratic: Double = d * d / 2 - slope * pow(d, 4) / 24
        let latitude: Double = foot - across * tangent / along * quadratic
        let cubic: Double = (1 + 2 * t + c) * pow(d, 3) / 6
        let longitude = (d - cubic) / cos(foot)
        return (latitude / radians, originLongitude + longitude / radians)
    }

    /// Equation 3-21: metres along a meridian from the equator.
    private static func meridian(_ latitude: Double) -> Double {
        let e2 = squaredEccentricity
        let e4 = e2 * e2
        let e6 = e4 * e2
        let linear: Double = (1 - flattening) * latitude
        let twofold: Double = (3 * e2 / 8 + 3 * e4 / 32 + 45 * e6 / 1024) * sin(2 * latitude)
        let fourfold: Double = (15 * e4 / 256 + 45 * e6 / 1024) * sin(4 * latitude)
        let sixfold: Double = 35 * e6 / 3072 * sin(6 * latitude)
        return axis * (linear - twofold + fourfold - sixfold)
    }

    /// By how much a meridian is shorter than half the equator, as a share of it.
    private static var flattening: Double {
        let e2 = squaredEccentricity
        let fourth: Double = 3 * e2 * e2 / 64
        let sixth: Double = 5 * e2 * e2 * e2 / 256
        return e2 / 4 + fourth + sixth
    }

    /// Equations 15-1 to 15-11.
    private static func conic(
        _ x: Double,
        _ y: Double,
        _ parallels: ClosedRange<Double>,
        _ originLatitude: Double,
        _ originLongitude: Double
    ) -> (latitude: Double, longitude: Double) {
        let e = squaredEccentricity.squareRoot()
        func m(_ angle: Double) -> Double {
            cos(angle) / (1 - squaredEccentricity * sin(angle) * sin(angle)).squareRoot()
        }
        func bend(_ angle: Double) -> Double { pow((1 - e * sin(angle)) / (1 + e * sin(angle)), e / 2) }
        func t(_ angle: Double) -> Double { tan(.pi / 4 - angle / 2) / bend(angle) }
        let low = parallels.lowerBound * radians
        let high = parallels.upperBound * radians
        let n = (log(m(low)) - log(m(high))) / (log(t(low)) - log(t(high)))
        let f = m(low) / (n * pow(t(low), n))
        let origin = axis * f * pow(t(originLatitude * radians), n)
        let radius = (x * x + (origin - y) * (origin - y)).squareRoot()
        let angle = atan2(x, origin - y)
        let reached = pow(radius / (axis * f), 1 / n)
        var latitude = Double.pi / 2 - 2 * atan(reached)
        for _ in 0..<6 { latitude = .pi / 2 - 2 * atan(reached * bend(latitude)) }
        return (latitude / radians, originLongitude + angle / n / radians)
    }
}
