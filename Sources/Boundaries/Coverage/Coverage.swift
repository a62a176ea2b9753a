/// How well the boundaries of a layer cover an outline: what they leave out, cover twice, and cover beyond it.
///
///     let coverage = try await Coverage.examine(districts, outline: boroughs, toleranceMetres: 1)
///     coverage.findings.first?.squareMetres   // the largest gap or overlap
///
/// Areas are those of the ball with the earth's mean radius, within 0.7 % of the ellipsoid's; shares are far closer.
public struct Coverage: Sendable {
    /// What was found of one kind, all of it together.
    public struct Sum: Sendable, Hashable {
        /// How many places.
        public internal(set) var count = 0
        /// Their area in square metres, nothing counted twice.
        public internal(set) var squareMetres = 0.0
        /// How many places were left out because they are nowhere wider than the tolerance.
        public internal(set) var thinCount = 0
        /// The area of those, and of the parts of others that are that thin.
        public internal(set) var thinSquareMetres = 0.0
    }

    /// The layer.
    public let layer: BoundaryLayer
    /// The layer whose boundaries together were to be covered.
    ///
    /// Nil where none was given: then it is what the layer encloses, and only gaps that it encloses can be found.
    public let outline: BoundaryLayer?
    /// Metres: what is nowhere wider is left out.
    public let toleranceMetres: Double
    /// The outline's area in square metres.
    public let outlineSquareMetres: Double
    /// Gaps and overlaps, the largest first, then what lies beyond the outline or is a hole of it, the largest first.
    public let findings: [Finding]
    /// By kind what was found; every kind has an entry.
    public let sums: [Finding.Kind: Sum]
    /// The flat map that everything was measured on.
    public let plane: CityPlane

    /// Whether every place of the outline lies in exactly one boundary, to within the tolerance.
    ///
    /// What lies beyond the outline does not count: two layers that end at the shore seldom draw the same one. Nor do
    /// holes of the outline's own layer: what it leaves out is no part of the city.
    public var isWhole: Bool { sum(.gap).count == 0 && sum(.overlap).count == 0 }

    /// How much of the outline lies in a boundary, 0 to 1; thin gaps are gaps here.
    public var coveredShare: Double {
        let gaps = sum(.gap)
        return max(0, 1 - share(gaps.squareMetres + gaps.thinSquareMetres))
    }

    /// What was found of a kind.
    public func sum(_ kind: Finding.Kind) -> Sum { sums[kind] ?? Sum() }

    /// An area as a share of the outline's; 0 of an outline without area.
    public func share(_ squareMetres: Double) -> Double {
        outlineSquareMetres > 0 ? squareMetres / outlineSquareMetres : 0
    }
}
