/// How much an intake takes on at a time.
public struct IntakeLimits: Sendable, Hashable {
    /// What a server has.
    public static let standard = IntakeLimits()

    /// The most submissions that wait for their answer; further ones are refused at once, before memory grows.
    public var maximumWaiting: Int
    /// The most submissions of one statement.
    public var maximumBatch: Int
    /// The most bytes of texts of one statement, unless a single submission has more.
    public var maximumBatchBytes: Int
    /// The most statements in flight at a time: with two, the database works on one while the other is written to disk, and
    /// one that waits for a lock holds up nobody else.
    public var maximumStatements: Int

    /// Creates limits; each is at least one.
    public init(
        maximumWaiting: Int = 512,
        maximumBatch: Int = 256,
        maximumBatchBytes: Int = 1 << 20,
        maximumStatements: Int = 2
    ) {
        self.maximumWaiting = max(1, maximumWaiting)
        self.maximumBatch = max(1, maximumBatch)
        self.maximumBatchBytes = max(1, maximumBatchBytes)
        self.maximumStatements = max(1, maximumStatements)
    }
}
