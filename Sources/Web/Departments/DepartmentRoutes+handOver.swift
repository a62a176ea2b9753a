import Hummingbird
import Postgres
import ServiceRequests
import Store

extension DepartmentRoutes {
    /// Items of a lease go to another department.
    func handOver(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let lease = try Self.lease(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: HandOverOrder = try call.decoded()
        if let earlier = try await call.refuse(order.terms, of: caller) { return earlier }
        let handOver = try await caller.city.handOver(
            order.items,
            order.terms,
            by: caller.department,
            acting: caller.role
        )
        let queues = caller.queues
        let response = try await call.once {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String in
            try queues.handOver(handOver, under: lease, by: caller.worker(order.worker), on: connection).text
        }
        await queues.ring(handOver.items.map(\.item))
        return response
    }

    /// An accepted item goes to another department.
    func handOverAccepted(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let item = try Self.item(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: AcceptedHandOverOrder = try call.decoded()
        if let earlier = try await call.refuse(order.terms, of: caller) { return earlier }
        let handOver = try await caller.city.handOver([item], order.terms, by: caller.department, acting: caller.role)
        let queues = caller.queues
        let response = try await call.once {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String in
            try queues.handOverAccepted(handOver, by: caller.worker(order.worker), on: connection).text
        }
        await queues.ring([item])
        return response
    }
}

extension DepartmentCall {
    /// Refuses terms that nothing can be handed over by: 400 with all that is wrong, and nothing is done.
    ///
    /// Gives what the call's key was answered before, where it was: the catalog may have changed since.
    fileprivate func refuse(_ terms: City.HandOverTerms, of caller: Caller) async throws -> Response? {
        let faults = terms.faults(in: caller.city, from: caller.department)
        guard !faults.isEmpty else { return nil }
        if let earlier = try await replay() { return earlier }
        throw Refusal.badRequest("expected another department and a queue of its own, found others", details: faults)
    }
}

extension City.HandOverTerms {
    /// What is wrong with them, by the members of the body.
    func faults(in city: City, from own: String) -> [String] {
        let others = city.catalog.departments.map(\.code).filter { $0 != own }
        let list = others.joined(separator: ", ")
        if department == own {
            return ["department: expected another department than your own (\(list)), found “\(own)”"]
        }
        guard others.contains(department) else {
            return ["department: expected one of \(list), found “\(department.shortened)”"]
        }
        guard let queue, !city.hasQueue(queue, of: department) else { return [] }
        return ["queue: expected a queue of \(department) (\(department)/…), found “\(queue.shortened)”"]
    }
}
