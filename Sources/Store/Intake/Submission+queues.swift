import Boundaries
import ServiceRequests

extension Submission {
    /// The queues its legs go to, in their order.
    var queues: [QueueDirectory.Entry] {
        decision.legs.map(QueueDirectory.Entry.init)
    }
}

extension QueueDirectory.Entry {
    /// The queue a leg waits in.
    init(_ leg: RoutingDecision.Leg) {
        self.init(
            name: leg.queue,
            department: leg.department,
            boundary: leg.boundary.map { ($0.layer, $0.id) }
        )
    }
}
