/// A queue's items of one priority, in the order they are taken.
struct Lane: Sendable, Hashable {
    /// Every priority there is.
    static let priorities: ClosedRange<Int16> = 1...3

    let queue: Int32
    let priority: Int16
}
