/// What a worker says of items.
enum WorkVerb: String, Sendable, CaseIterable {
    case accept, complete, release
    case handOver = "hand-over"
    case decline
    /// Of an item that was accepted before.
    case done
    /// Handing over one that was accepted before.
    case give

    /// Whether it is said under a lease.
    var isUnderLease: Bool { self != .done && self != .give }

    /// What the history says of an item to which such a word was heard.
    var moves: Set<ChaosMove> {
        switch self {
        case .accept: [.accepted]
        case .complete, .done: [.completed]
        case .release: [.released]
        // Given back to its owner, an offer is declined.
        case .handOver, .give: [.handedOver, .declined]
        case .decline: [.declined]
        }
    }
}
