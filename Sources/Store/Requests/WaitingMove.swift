public import ServiceRequests

/// What became of a request that is to be moved only while nobody has begun with it.
public enum WaitingMove: Sendable, Hashable {
    /// Why a request stays where it is.
    public enum Obstacle: String, Sendable, Hashable, CaseIterable {
        /// A worker holds an item that would move.
        case claimed
        /// A department has accepted an item that would move.
        case accepted
        /// An item that would move is offered to another department, which has not answered.
        case offered
        /// It stands in another queue than it was decided for: somebody sent it there, or the catalog has changed since.
        case elsewhere
        /// One of its legs is done.
        case begun
    }

    /// It moved.
    case moved(Rerouted)
    /// It would move; only a plan was asked for.
    case movable
    /// It stays where it is, and why.
    case left(Obstacle)
    /// There is nothing to move: it stands already where it belongs.
    case settled

    /// A decision that takes another's place.
    public struct Order: Sendable {
        /// The legs of the decision in whose place it comes.
        public let before: [RoutingDecision.Leg]
        /// The new decision.
        public let correction: Correction
        /// Why, for the history; residents may read it.
        public let reason: String

        /// Creates an order.
        public init(before: [RoutingDecision.Leg], correction: Correction, reason: String) {
            self.before = before
            self.correction = correction
            self.reason = reason
        }
    }
}
