import Synchronization

/// A number that only grows while the program runs.
///
/// One atomic addition an event: no lock, no allocation.
public final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    /// Starts at 0.
    public init() {}

    /// What it has come to.
    public var value: Int { count.load(ordering: .relaxed) }

    /// Counts so many more; what is not above zero changes nothing.
    public func add(_ number: Int = 1) {
        if number > 0 { count.wrappingAdd(number, ordering: .relaxed) }
    }
}
