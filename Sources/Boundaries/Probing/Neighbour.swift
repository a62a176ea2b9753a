/// A boundary close to a point that does not hold it.
public struct Neighbour: Sendable, Hashable {
    /// The boundary.
    public let boundary: Boundary.Reference
    /// Metres from the point to the boundary's nearest edge.
    public let metres: Double

    /// Creates a neighbour.
    public init(boundary: Boundary.Reference, metres: Double) {
        self.boundary = boundary
        self.metres = metres
    }
}
