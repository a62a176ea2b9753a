/// What really happened, apart from open or closed.
public enum Outcome: Sendable, Hashable {
    /// The problem was dealt with.
    case done
    /// Nothing was done, and why.
    case noAction(reason: String)
    /// Nobody found the problem there.
    case notFound
    /// The same problem as another service request, named by its public id.
    case duplicate(of: String)
    /// Given to someone outside this system.
    case handedOn(to: String)
}
