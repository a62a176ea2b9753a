/// One item of a call and what became of it.
public struct ItemResult: Sendable, Hashable {
    /// The item's number.
    public let item: Int64
    /// What became of it.
    public let outcome: ItemOutcome

    /// Creates a result.
    public init(item: Int64, outcome: ItemOutcome) {
        self.item = item
        self.outcome = outcome
    }
}
