/// What of the event table somebody has seen: every event that was committed at one moment, and no other.
///
/// It is PostgreSQL's own snapshot. Transactions commit in another order than they begin, so a place in one order either
/// waits for the slowest of them or misses it; a snapshot does neither. What is in a later one and not in this is exactly
/// what is new, on whichever server it is asked for.
public struct EventSnapshot: Sendable, Hashable {
    /// The first of the numbers and letters it is written in: another way to write it would begin with another.
    private static let version = "1"
    /// More than these are no snapshot of ours: there are fewer connections.
    private static let maximumRunning = 5000

    /// Every transaction below was over.
    public let floor: Int64
    /// This one and every one after had not begun.
    public let ceiling: Int64
    /// Those between that were still running, in order.
    public let running: [Int64]

    init(floor: Int64, ceiling: Int64, running: [Int64]) {
        (self.floor, self.ceiling, self.running) = (floor, ceiling, running)
    }

    /// Reads PostgreSQL's `xmin:xmax:xip,xip`, whose numbers are `step` below those of the events.
    init?(_ postgres: String, step: Int64) {
        let parts = postgres.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let floor = Int64(parts[0]), let ceiling = Int64(parts[1]) else { return nil }
        let running = parts[2].split(separator: ",").compactMap { Int64($0) }
        self.init(floor: floor + step, ceiling: ceiling + step, running: running.map { $0 + step })
    }

    /// Reads what `text` wrote; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == Self.version, let floor = Int64(parts[1]), floor >= 0,
            let width = Int64(parts[2]), width >= 0, !floor.addingReportingOverflow(width).overflow
        else { return nil }
        let steps = parts[3].split(separator: ".")
        guard steps.count <= Self.maximumRunning else { return nil }
        let running = steps.compactMap { Int64($0) }
        guard running.count == steps.count, running.allSatisfy({ (0..<width).contains($0) }),
            zip(running, running.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        self.init(floor: floor, ceiling: floor + width, running: running.map { floor + $0 })
    }

    /// One line of digits, dots and hyphens: what goes into an address and into an event's id.
    public var text: String {
        let steps = running.map { String($0 - floor) }.joined(separator: ".")
        return "\(Self.version)-\(floor)-\(ceiling - floor)-\(steps)"
    }

    /// Whether everything that is in another one is in this too.
    public func covers(_ other: EventSnapshot) -> Bool {
        let others = Set(other.running)
        return other.ceiling <= ceiling && running.allSatisfy { $0 >= other.ceiling || others.contains($0) }
    }
}
