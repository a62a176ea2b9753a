/// How much work a feature may be before a repair leaves it alone.
///
/// GEOS makes a position of every crossing, and a few thousand lines can cross millions of times.
public struct RepairLimits: Sendable, Hashable {
    /// Positions of an invalid feature.
    public var maximumPositions: Int

    /// Crossings of its edges.
    public var maximumCrossings: Int

    /// Creates limits: 200,000 positions, 10,000 crossings.
    public init(maximumPositions: Int = 200_000, maximumCrossings: Int = 10_000) {
        self.maximumPositions = maximumPositions
        self.maximumCrossings = maximumCrossings
    }
}
