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

    /// The kinds of events one of which such a word leaves for each item, where it is answered with ok.
    var kinds: Set<String> {
        switch self {
        case .accept: ["accepted"]
        case .complete, .done: ["completed"]
        case .release: ["released", "triaged"]
        case .handOver, .give: ["offered", "declined", "triaged"]
        case .decline: ["declined"]
        }
    }
}
