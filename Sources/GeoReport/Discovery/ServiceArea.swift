public import Boundaries

/// Where an endpoint takes requests for, as a geometry of GeoJSON.
public struct ServiceArea: Sendable, Hashable {
    /// A `MultiPolygon` whose positions have five decimals, about a metre.
    let geometry: WireValue

    /// Creates it of a city's outline.
    public init(_ polygons: [Polygon]) {
        geometry = [
            "type": .string("MultiPolygon"),
            "coordinates": .array(
                polygons.map { polygon in .array(([polygon.shell] + polygon.holes).map(Self.ring)) }
            ),
        ]
    }

    private static func ring(_ ring: [Coordinate]) -> WireValue {
        .array(ring.map { .array([.number(rounded($0.longitude)), .number(rounded($0.latitude))]) })
    }

    private static func rounded(_ degrees: Double) -> Double { (degrees * 1e5).rounded() / 1e5 }
}
