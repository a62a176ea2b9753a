import Boundaries
import ServiceRequests

extension Submission {
    /// The queues its legs go to, in their order.
    var queues: [QueueDirectory.Entry] {
        decision.legs.map { leg in
            QueueDirectory.Entry(
                name: leg.queue,
                department: leg.department,
                boundary: leg.boundary.map { ($0.layer, $0.id) }
            )
        }
    }
}
