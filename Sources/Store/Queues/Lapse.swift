/// What a sweep over offers that ran out came to.
public struct Lapse: Sendable, Hashable {
    /// Deadlines that were dealt with, those among them whose offers were answered before.
    public let deadlines: Int
    /// Items that wait with their owners again.
    public let items: Int

    /// Names what a sweep came to.
    public init(deadlines: Int, items: Int) {
        self.deadlines = deadlines
        self.items = items
    }
}
