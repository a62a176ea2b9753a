/// What a sweep over expired leases brought back.
public struct Rescue: Sendable, Hashable {
    /// Leases that were ended.
    public let leases: Int
    /// Items that wait again.
    public let items: Int

    /// Names what came back.
    public init(leases: Int, items: Int) {
        self.leases = leases
        self.items = items
    }
}
