import Foundation

/// A flat map of one city, in metres, on which every area is true.
///
/// Lambert's cylindrical equal-area projection of the ball, true to scale along the middle latitude. North and south of
/// it what is stretched one way is pressed together the other; the map is refused where that would be more than
/// `distortion`, some 290 km from south to north at 41°. A city across the antimeridian is one piece: its longitudes
/// are counted from 0 to 360.
public struct CityPlane: Sendable, Hashable {
    /// How much longer or shorter than on the ground a length may be.
    public static let distortion = 0.02

    /// Whether longitudes are counted from 0 to 360.
    let isTurned: Bool
    private let longitude: Double
    private let middleSine: Double
    private let middleCosine: Double

    /// Creates the map around some positions.
    ///
    /// Throws `BoundaryError.unmeasurable` where there are none, or they are too far apart.
    init(around positions: some Sequence<Coordinate>) throws(BoundaryError) {
        try self.init(around: positions, distortion: Self.distortion)
    }

    /// Creates a map for drawing around some positions, however far apart they are.
    ///
    /// Areas are true on it; lengths are so only near the middle latitude where it is larger than a city. Throws
    /// `BoundaryError.unmeasurable` where there are none, or they go all round the earth.
    public init(drawing positions: some Sequence<Coordinate>) throws(BoundaryError) {
        try self.init(around: positions, distortion: .infinity)
    }

    private init(around positions: some Sequence<Coordinate>, distortion: Double) throws(BoundaryError) {
        var latitudes = (low: Double.infinity, high: -Double.infinity)
        var longitudes = latitudes
        var turned = latitudes
        for position in positions {
            latitudes = (min(latitudes.low, position.latitude), max(latitudes.high, position.latitude))
            longitudes = (min(longitudes.low, position.longitude), max(longitudes.high, position.longitude))
            let east = Self.turned(position.longitude)
            turned = (min(turned.low, east), max(turned.high, east))
        }
        guard latitudes.low <= latitudes.high else {
            throw .unmeasurable("expected boundaries to measure, found none")
        }
        isTurned = longitudes.high - longitudes.low > 180
        let span = isTurned ? turned : longitudes
        longitude = (span.low + span.high) / 2
        let radians = Double.pi / 180
        let middle = (latitudes.low + latitudes.high) / 2 * radians
        middleSine = sin(middle)
        middleCosine = max(0.01, cos(middle))
        let cosines = [cos(latitudes.low * radians), cos(latitudes.high * radians)]
        let stretch = cosines.map { max($0 / cos(middle), cos(middle) / max($0, 1e-9)) }.max() ?? 1
        guard span.high - span.low <= 180, stretch <= 1 + distortion else {
            throw .unmeasurable(
                "expected boundaries of the size of a city, which can be drawn flat within "
                    + "\(Int(Self.distortion * 100)) %, found some from \(latitudes.low) to \(latitudes.high) north "
                    + "and from \(longitudes.low) to \(longitudes.high) east"
            )
        }
    }

    /// Where a position lies on the map.
    public func point(_ position: Coordinate) -> PlanePoint {
        point(x: isTurned ? Self.turned(position.longitude) : position.longitude, y: position.latitude)
    }

    /// The position of a point of the map.
    public func coordinate(_ point: PlanePoint) -> Coordinate {
        let degrees = degrees(point)
        return .inRange(latitude: degrees.y, longitude: degrees.x > 180 ? Self.rounded(degrees.x - 360) : degrees.x)
    }

    /// A shape in degrees, put on the map; a polygon that is cut at the antimeridian stays cut.
    func flat(_ shape: GeometryHandle) throws(BoundaryError) -> GeometryHandle {
        try shape.moved { point(x: isTurned ? Self.turned($0.x) : $0.x, y: $0.y) }
    }

    /// The same for degrees as this map counts them, x being longitude.
    func point(x: Double, y: Double) -> PlanePoint {
        let radians = Double.pi / 180
        return PlanePoint(
            x: (x - longitude) * radians * middleCosine * Coordinate.earthRadius,
            y: (sin(y * radians) - middleSine) / middleCosine * Coordinate.earthRadius
        )
    }

    /// Degrees as this map counts them, to 9 places: a tenth of a millimetre.
    func degrees(_ point: PlanePoint) -> PlanePoint {
        let radians = Double.pi / 180
        let sine = point.y * middleCosine / Coordinate.earthRadius + middleSine
        let east = longitude + point.x / (radians * middleCosine * Coordinate.earthRadius)
        return PlanePoint(x: Self.rounded(east), y: Self.rounded(asin(min(1, max(-1, sine))) / radians))
    }

    /// A longitude counted from 0 to 360.
    static func turned(_ longitude: Double) -> Double { longitude < 0 ? longitude + 360 : longitude }

    /// Degrees to the places that this map gives.
    static func rounded(_ degrees: Double) -> Double { (degrees * 1e9).rounded() / 1e9 }
}
