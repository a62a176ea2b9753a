/// An item a department takes over for good.
public struct Acceptance: Sendable, Hashable {
    /// The item's number.
    public let item: Int64
    /// The department's own number for it.
    public let reference: String?

    /// Creates an acceptance.
    public init(item: Int64, reference: String? = nil) {
        self.item = item
        self.reference = reference
    }
}
