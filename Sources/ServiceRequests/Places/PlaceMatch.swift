public import Boundaries

/// A place that a person may mean by some words.
public struct PlaceMatch: Sendable, Hashable {
    /// What was found.
    public enum Kind: Sendable, Hashable {
        /// A boundary of a layer.
        case boundary(Boundary.Reference)
        /// A position the words give themselves.
        case coordinate
    }

    /// What was found.
    public let kind: Kind
    /// Its name: the boundary's, or the position, latitude first.
    public let name: String
    /// The smallest box around it; of a position, the position alone.
    public let box: BoundingBox
    /// A point inside it, away from its edges.
    public let point: Coordinate

    /// Creates a match.
    public init(kind: Kind, name: String, box: BoundingBox, point: Coordinate) {
        self.kind = kind
        self.name = name
        self.box = box
        self.point = point
    }
}
