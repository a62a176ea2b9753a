/// How much a boundary file may ask of us, and where on the earth it should be.
public struct BoundaryLimits: Sendable, Hashable {
    /// The file's size.
    public var maximumBytes: Int

    /// Features in a file.
    public var maximumFeatures: Int

    /// Positions in a file, all features together.
    public var maximumVertices: Int

    /// Nesting of arrays and objects; a MultiPolygon's positions are 8 deep.
    public var maximumDepth: Int

    /// Faults listed before the rest is only counted.
    public var maximumFaults: Int

    /// Pairs of edges, and of holes and edges, that may have to be compared to check the features of a file.
    ///
    /// Two hundred edges of any shape are always looked at. Real boundaries take a few comparisons an edge; a file made to
    /// be slow can ask for as many as its edges squared.
    public var maximumComparisons: Int

    /// Where every position must lie; nil accepts any place on the earth.
    ///
    /// With it, latitude and longitude that are swapped are recognised for any city; without it only where the
    /// numbers leave their ranges.
    public var extent: BoundingBox?

    /// Creates limits: 256 MiB, 20,000 features, 5 million positions, 16 levels, 200 faults, 300 million
    /// comparisons, the whole earth.
    public init(
        maximumBytes: Int = 256 << 20,
        maximumFeatures: Int = 20_000,
        maximumVertices: Int = 5_000_000,
        maximumDepth: Int = 16,
        maximumFaults: Int = 200,
        maximumComparisons: Int = 300_000_000,
        extent: BoundingBox? = nil
    ) {
        self.maximumBytes = maximumBytes
        self.maximumFeatures = maximumFeatures
        self.maximumVertices = maximumVertices
        self.maximumDepth = maximumDepth
        self.maximumFaults = maximumFaults
        self.maximumComparisons = maximumComparisons
        self.extent = extent
    }
}
