/// A place on a flat map.
public struct PlanePoint: Sendable, Hashable {
    /// Units east of the map's middle.
    public var x: Double
    /// Units north of the map's middle.
    public var y: Double

    /// Creates a point.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
