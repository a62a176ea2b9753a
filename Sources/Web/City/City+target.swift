import Boundaries
import ServiceRequests
import Store

extension City {
    /// The queue of a leg by its number, made where it never was.
    func target(_ leg: RoutingDecision.Leg) async throws(StoreError) -> RequestMoves.Target {
        let entry = QueueDirectory.Entry(
            name: leg.queue,
            department: leg.department,
            boundary: leg.boundary.map { ($0.layer, $0.id) }
        )
        let number = try await directory.numbers(of: [entry])[leg.queue]
        return RequestMoves.Target(department: leg.department, queue: number ?? 0)
    }
}
