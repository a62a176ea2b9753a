import Boundaries

/// A rectangle on a flat map, in metres.
struct PlaneBox: Sendable, Hashable {
    /// The least x.
    var west: Double
    /// The least y.
    var south: Double
    /// The greatest x.
    var east: Double
    /// The greatest y.
    var north: Double

    /// Metres from west to east.
    var width: Double { east - west }
    /// Metres from south to north.
    var height: Double { north - south }

    /// The smallest that holds this one and a point.
    func extended(to point: PlanePoint) -> PlaneBox {
        PlaneBox(
            west: min(west, point.x),
            south: min(south, point.y),
            east: max(east, point.x),
            north: max(north, point.y)
        )
    }

    /// The smallest that holds both.
    func union(_ other: PlaneBox) -> PlaneBox {
        PlaneBox(
            west: min(west, other.west),
            south: min(south, other.south),
            east: max(east, other.east),
            north: max(north, other.north)
        )
    }

    /// Whether the two have a point in common.
    func meets(_ other: PlaneBox) -> Bool {
        west <= other.east && other.west <= east && south <= other.north && other.south <= north
    }

    /// With a margin on every side.
    func grown(by margin: Double) -> PlaneBox {
        PlaneBox(west: west - margin, south: south - margin, east: east + margin, north: north + margin)
    }
}
