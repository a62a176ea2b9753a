import ServiceRequests

/// How many requests would change, and from which boundary to which.
struct ChangeCounts: Sendable, Hashable {
    /// What the places of all that were looked at were; outside are those in the city neither before nor after.
    private(set) var places = PlaceCounts()
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

    /// A way from queues to queues.
    struct QueueMove: Sendable, Hashable {
        let from: String
        let to: String
    }

    /// Counts one with a place.
    mutating func add(_ change: TwoVersions.Change, isKnownService: Bool) {
        places.add(isInside: !change.isOutside)
        if !isKnownService { unknownServices += 1 }
        if !change.moves.isEmpty { movedBoundary += 1 }
        for move in change.moves { moves[move, default: 0] += 1 }
        guard let owners = change.owners else { return }
        if owners.before?.department != owners.after?.department { movedDepartment += 1 }
        movedQueue += 1
        let way = QueueMove(from: owners.before.queueText, to: owners.after.queueText)
        queues[way, default: 0] += 1
    }

    /// Counts one without a place.
    mutating func addMissing() { places.addMissing() }

    /// Counts one whose place makes no sense.
    mutating func add(_ fault: TableError) { places.add(fault) }

    /// Adds the counts of others.
    mutating func add(_ other: ChangeCounts) {
        places.add(other.places)
        unknownServices += other.unknownServices
        movedBoundary += other.movedBoundary
        movedDepartment += other.movedDepartment
        movedQueue += other.movedQueue
        moves.merge(other.moves, uniquingKeysWith: +)
        queues.merge(other.queues, uniquingKeysWith: +)
    }
}

extension Owner? {
    /// The queues in words; nothing where nobody owns it.
    var queueText: String { self?.queues.joined(separator: " + ") ?? "" }
    /// The department; nothing where nobody owns it.
    var departmentText: String { self?.department ?? "" }
}
