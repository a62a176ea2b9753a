/// A rectangle on the square of Web Mercator, its edges included.
package struct WorldBox: Sendable, Hashable {
    /// The least x.
    package var west: Int32
    /// The least y.
    package var north: Int32
    /// The greatest x.
    package var east: Int32
    /// The greatest y.
    package var south: Int32

    /// Creates a rectangle of four edges.
    package init(west: Int32, north: Int32, east: Int32, south: Int32) {
        self.west = west
        self.north = north
        self.east = east
        self.south = south
    }

    /// The smallest rectangle that holds some points; one that meets nothing when there is none.
    init(_ points: some Sequence<WorldPoint>) {
        self.init(west: .max, north: .max, east: .min, south: .min)
        for point in points {
            west = min(west, point.x)
            east = max(east, point.x)
            north = min(north, point.y)
            south = max(south, point.y)
        }
    }

    /// Whether the two have a point in common.
    package func meets(_ other: WorldBox) -> Bool {
        west <= other.east && other.west <= east && north <= other.south && other.north <= south
    }
}
