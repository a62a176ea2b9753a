/// What lies under a point: the answer of every layer at once.
public struct Probe: Sendable, Hashable {
    /// One layer's answer.
    public struct Hit: Sendable, Hashable {
        /// The boundary the point belongs to.
        public let boundary: Boundary.Reference
        /// The other boundaries of the layer that also hold the point, in id order: empty but on edges and overlaps.
        ///
        /// Where the point was moved, those that are exactly as near.
        public let others: [Boundary.Reference]
        /// Metres the point was moved to reach the boundary; 0 where it lies inside.
        public let snappedMetres: Double

        /// Whether more than one boundary of the layer holds the point: the smaller won, then the lower id.
        public var isAmbiguous: Bool { !others.isEmpty }

        /// Creates an answer.
        public init(boundary: Boundary.Reference, others: [Boundary.Reference] = [], snappedMetres: Double = 0) {
            self.boundary = boundary
            self.others = others
            self.snappedMetres = snappedMetres
        }
    }

    /// Where the point lies with respect to the jurisdiction.
    public enum Standing: Sendable, Hashable {
        /// Inside the outline, or close enough to its edge to count.
        case inside
        /// Outside: metres to the outline and the stretch of border it lies beyond, where that is a named one.
        ///
        /// The stretch is nil farther from it than `EdgeTolerance.neighbourReach`.
        /// Both are nil where the outline is farther than `EdgeTolerance.reach`, or there is no tolerance.
        case outside(metres: Double?, stretch: EdgeTolerance.Stretch?)
    }

    /// The point that was asked for.
    public let coordinate: Coordinate

    /// Whether the point belongs to the jurisdiction.
    public let standing: Standing

    /// What each layer answers; a layer without an answer has no boundary there: a gap.
    public let hits: Hits

    /// Creates an answer.
    public init(coordinate: Coordinate, standing: Standing, hits: Hits) {
        self.coordinate = coordinate
        self.standing = standing
        self.hits = hits
    }
}
