/// Some of the changes a department is concerned with, in order.
public struct ChangePage: Sendable, Hashable {
    /// The changes; there may be none although there are more further on.
    public let changes: [Change]
    /// Where the next page begins.
    public let cursor: ChangeCursor
    /// Whether there was more to look through; if not, everything there was has been read.
    public let isMore: Bool
    /// How long the oldest transaction still running has kept later changes back.
    public let lag: Duration
}
