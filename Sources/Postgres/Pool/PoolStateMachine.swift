/// The pool's rules without its waiting: who gets which connection, and when a new one is opened.
///
/// Every method returns what the caller has to do. A slot is a connection, or the right to open one; there are never more
/// than `size`. Whoever comes first is served first.
struct PoolStateMachine<Connection, Waiter> {
    enum Acquired {
        /// A connection that was idle.
        case connection(Connection)
        /// The caller holds a slot and opens a connection, not before the delay has passed.
        case slot(delay: Duration)
        /// All slots are taken.
        case none
        case closed
    }

    enum Returned {
        /// Nobody waits; the connection stays.
        case kept
        /// This waiter gets the connection that was returned.
        case handOver(Waiter)
        /// This waiter gets the slot, to open a connection of its own.
        case openFor(Waiter, delay: Duration)
        /// The slot is free again and nobody waits for it.
        case freed
        /// The pool is closed: the connection is to be closed, and its slot given up after that.
        case unwanted
        /// The pool is closed and one slot less is in use; `isLast` when that was the last.
        case closing(isLast: Bool)
    }

    struct Closed {
        let idle: [Connection]
        let waiting: [Waiter]
        let isLast: Bool
    }

    private struct Place {
        let id: UInt64
        let limit: ContinuousClock.Instant
        let waiter: Waiter
    }

    let size: Int
    private var idle: [Connection] = []
    private var slots = 0
    private var line: [Place] = []
    private var failures = 0
    private var expired = 0
    private(set) var isClosed = false

    init(size: Int) {
        self.size = size
    }

    var statistics: PoolStatistics {
        PoolStatistics(size: size, open: slots, idle: idle.count, waiting: line.count, expired: expired)
    }

    /// Gives what is free; with `none` the caller enters the line.
    mutating func acquire(jitter: Double) -> Acquired {
        if isClosed { return .closed }
        // The one used last is the one most likely still warm in everybody's caches.
        if let connection = idle.popLast() { return .connection(connection) }
        guard slots < size else { return .none }
        slots += 1
        return .slot(delay: delay(jitter: jitter))
    }

    /// Puts a waiter at the end of the line; limits come in the order of the calls.
    mutating func wait(_ waiter: Waiter, id: UInt64, until limit: ContinuousClock.Instant) {
        line.append(Place(id: id, limit: limit, waiter: waiter))
    }

    /// Takes a waiter out of the line; nil when it has been served already.
    mutating func leave(id: UInt64) -> Waiter? {
        guard let index = line.firstIndex(where: { $0.id == id }) else { return nil }
        return line.remove(at: index).waiter
    }

    /// Takes out everyone who has waited long enough.
    mutating func expire(at now: ContinuousClock.Instant) -> [Waiter] {
        let count = line.firstIndex { $0.limit > now } ?? line.count
        defer { line.removeFirst(count) }
        expired += count
        return line.prefix(count).map(\.waiter)
    }

    /// When the first in line will have waited long enough; nil when nobody waits.
    var nextLimit: ContinuousClock.Instant? { line.first?.limit }

    mutating func opened() {
        failures = 0
    }

    /// A connection comes back in good order.
    mutating func giveBack(_ connection: Connection) -> Returned {
        if isClosed { return .unwanted }
        if !line.isEmpty { return .handOver(line.removeFirst().waiter) }
        idle.append(connection)
        return .kept
    }

    /// A connection is lost, or could not be opened; `hasFailedToOpen` makes the next attempt wait longer.
    mutating func giveUpSlot(hasFailedToOpen: Bool, jitter: Double) -> Returned {
        if hasFailedToOpen { failures = min(failures + 1, 10) }
        if isClosed {
            slots -= 1
            return .closing(isLast: slots == 0)
        }
        if !line.isEmpty { return .openFor(line.removeFirst().waiter, delay: delay(jitter: jitter)) }
        slots -= 1
        return .freed
    }

    mutating func close() -> Closed {
        isClosed = true
        defer {
            idle.removeAll()
            line.removeAll()
        }
        slots -= idle.count
        return Closed(idle: idle, waiting: line.map(\.waiter), isLast: slots == 0)
    }

    // 25 ms, 50 ms, … up to 0.8 s, of which `jitter` (0…1) takes away up to a half, so that not all knock at once.
    private func delay(jitter: Double) -> Duration {
        guard failures > 0 else { return .zero }
        return .milliseconds(25 << min(failures - 1, 5)) * (1 - jitter / 2)
    }
}

/// How a pool is used at one moment.
public struct PoolStatistics: Hashable, Sendable {
    /// The most connections there may be.
    public let size: Int

    /// Connections that are open or being opened.
    public let open: Int

    /// Connections nobody uses.
    public let idle: Int

    /// Callers in the line.
    public let waiting: Int

    /// Callers that waited in vain since the pool was made.
    public let expired: Int
}
