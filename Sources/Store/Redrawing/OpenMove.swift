/// An open service request that the boundaries in force would send elsewhere than those it was decided by.
public struct OpenMove: Sendable {
    /// What became of it.
    public enum Outcome: Sendable, Hashable {
        /// It waits where it belongs now.
        case moved
        /// It would; only a plan was asked for.
        case movable
        /// It stays where it is, and why.
        case left(WaitingMove.Obstacle)
        /// It could not be decided or held.
        case refused(MoveRefusal)
    }

    /// Its public id.
    public let id: String
    /// The queues of its legs by the boundaries it was decided by.
    public let before: [String]
    /// The queues of its legs by those in force; empty where nobody owns the place any more.
    public let after: [String]
    /// Which layers changed, from which version to which.
    public let reason: String
    /// What became of it.
    public let outcome: Outcome
}
