extension Coverage {
    /// One place that is not covered once.
    public struct Finding: Sendable, Hashable {
        /// What is wrong with it.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// In the outline and in no boundary.
            case gap
            /// In two boundaries; where three overlap, there is a finding for each two.
            case overlap
            /// In a boundary and not in the outline.
            case beyond
            /// In the outline's own layer: a hole of one boundary, such as a dock, which the outline leaves out.
            case hole
        }

        /// What is wrong with it.
        public let kind: Kind
        /// Its area.
        public let squareMetres: Double
        /// The diameter of the largest circle in it, in metres.
        ///
        /// Too small by a fiftieth at most, or by a hundred-thousandth of the length where that is more.
        public let widthMetres: Double
        /// The middle of that circle: the place inside that is farthest from the edge.
        public let place: Coordinate
        /// The ids of the boundaries: the two that overlap, those that touch the gap or reach beyond; in their order.
        public let boundaries: [String]
        /// Whether it reaches the outline's edge.
        public let isAtEdge: Bool
        /// Its shape.
        ///
        /// Parts thinner than the tolerance are cut off, and across the antimeridian it is two polygons, as RFC 7946
        /// wants it.
        public let polygons: [Polygon]
    }
}
