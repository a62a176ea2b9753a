/// How many requests would change, and from which boundary to which.
struct ChangeCounts: Sendable, Hashable {
    /// All that were looked at.
    private(set) var rows = 0
    /// Those in the city neither before nor after.
    private(set) var outside = 0
    /// Those without a place.
    private(set) var missing = 0
    /// Those whose place makes no sense.
    private(set) var unreadable = 0
    /// Those whose service the catalog does not have.
    private(set) var unknownServices = 0
    /// Those in another boundary of a layer that is compared.
    private(set) var movedBoundary = 0
    /// Those with another department.
    private(set) var movedDepartment = 0
    /// Those with another queue; with another department, too, most of them.
    private(set) var movedQueue = 0
    /// How many go from one boundary to another.
    private(set) var moves: [TwoVersions.Change.Move: Int] = [:]
    /// How many go from one queue to another, as texts.
    private(set) var queues: [QueueMove: Int] = [:]
    /// The first places that make no sense.
    private(set) var faults: [TableError] = []

    /// A way from queues to queues.
    struct QueueMove: Sendable, Hashable {
        let from: String
        let to: String
    }

    /// Counts one with a place.
    mutating func add(_ change: TwoVersions.Change, isKnownService: Bool) {
        rows += 1
        if !isKnownService { unknownServices += 1 }
        if change.isOutside { outside += 1 }
        if !change.moves.isEmpty { movedBoundary += 1 }
        for move in change.moves { moves[move, default: 0] += 1 }
        guard let owners = change.owners else { return }
        if owners.before?.department != owners.after?.department { movedDepartment += 1 }
        movedQueue += 1
        let way = QueueMove(from: owners.before.queueText, to: owners.after.queueText)
        queues[way, default: 0] += 1
    }

    /// Counts one without a place.
    mutating func addMissing() {
        rows += 1
        missing += 1
    }

    /// Counts one whose place makes no sense.
    mutating func add(_ fault: TableError) {
        rows += 1
        unreadable += 1
        if faults.count < PlaceCounts.maximumFaults { faults.append(fault) }
    }

    /// Adds the counts of others.
    mutating func add(_ other: ChangeCounts) {
        rows += other.rows
        outside += other.outside
        missing += other.missing
        unreadable += other.unreadable
        unknownServices += other.unknownServices
        movedBoundary += other.movedBoundary
        movedDepartment += other.movedDepartment
        movedQueue += other.movedQueue
        moves.merge(other.moves, uniquingKeysWith: +)
        queues.merge(other.queues, uniquingKeysWith: +)
        faults += other.faults.prefix(max(0, PlaceCounts.maximumFaults - faults.count))
    }
}

extension TwoVersions.Change.Owner? {
    /// The queues in words; nothing where nobody owns it.
    var queueText: String { self?.queues.joined(separator: " + ") ?? "" }
    /// The department; nothing where nobody owns it.
    var departmentText: String { self?.department ?? "" }
}
