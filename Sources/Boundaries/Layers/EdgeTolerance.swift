/// How far off the files' outer edge a point may lie and still belong to the city, stretch by stretch.
///
/// Shores are drawn roughly and piers stick out, so a point in the water near one snaps to land; at a land border a
/// few metres are already another county.
public struct EdgeTolerance: Sendable, Hashable {
    /// A named part of the outer edge with a tolerance of its own.
    public struct Stretch: Sendable, Hashable {
        /// What the border is called.
        public let name: [String: String]
        /// Metres a point may lie outside it.
        public let metres: Double
        /// Whom to call for a place beyond it, up to `neighbourReach` away, by language.
        ///
        /// Nil where the jurisdiction's general answer will do.
        public let call: [String: String]?
        /// The border, roughly: an edge of the outline within `corridor` metres of this line belongs to the stretch.
        public let line: [Coordinate]

        /// Creates a stretch.
        public init(name: [String: String], metres: Double, call: [String: String]? = nil, line: [Coordinate]) {
            self.name = name
            self.metres = metres
            self.call = call
            self.line = line
        }
    }

    /// Metres from a stretch's line within which the outline belongs to the stretch.
    public static let corridor = 150.0

    /// Metres from a stretch up to which a place beyond it is taken for the neighbour's.
    ///
    /// Farther away the nearest edge says little about whose the place is: from far out at sea, or two counties on, it
    /// may still lie on the stretch.
    public static let neighbourReach = 5000.0

    /// The layer whose union is the jurisdiction's area.
    public let outline: String

    /// Metres wherever no stretch says otherwise: the shore.
    public let metres: Double

    /// Metres a point inside the outline may lie off every boundary of another layer and still take the nearest one.
    ///
    /// The layers' files are drawn apart and their outer edges differ by centimetres. Wider gaps stay gaps.
    public let seamMetres: Double

    /// The land borders.
    public let stretches: [Stretch]

    /// Creates a tolerance.
    public init(outline: String, metres: Double, seamMetres: Double = 0, stretches: [Stretch] = []) {
        self.outline = outline
        self.metres = metres
        self.seamMetres = seamMetres
        self.stretches = stretches
    }
}
