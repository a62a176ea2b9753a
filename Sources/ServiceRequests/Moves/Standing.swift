/// Where a work item stands; the name of the table that says so, for the three it can wait in.
public enum Standing: String, Sendable, Hashable, CaseIterable {
    /// In a queue: the owner's, or that of the department it is offered to.
    case waiting
    /// With a worker, for a while.
    case leased
    /// With its department, until it is done.
    case accepted
    /// Over, with an outcome.
    case closed
    /// Over, because it was called off or another leg took its place.
    case cancelled

    /// Whether somebody must still do something.
    public var isOpen: Bool {
        switch self {
        case .waiting, .leased, .accepted: true
        case .closed, .cancelled: false
        }
    }
}
