import Synchronization

/// How many items several clients have done together.
final class ItemTally: Sendable {
    private let total = Mutex(0)

    /// All so far.
    var count: Int { total.withLock { $0 } }

    /// Adds what one client has done.
    func add(_ items: Int) { total.withLock { $0 += items } }
}
