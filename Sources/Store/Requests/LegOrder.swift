public import ServiceRequests

/// A further leg: which queue it waits in, and how long it may take.
public struct LegOrder: Sendable {
    /// The department and its queue.
    public let leg: RoutingDecision.Leg
    /// From now until it should be done.
    public let dueIn: Duration
    /// How long before that the clock warns; nil for a quarter of the time.
    public let warningAhead: Duration?

    /// Creates an order.
    public init(leg: RoutingDecision.Leg, dueIn: Duration, warningAhead: Duration? = nil) {
        self.leg = leg
        self.dueIn = dueIn
        self.warningAhead = warningAhead
    }
}
