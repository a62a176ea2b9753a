import Postgres
import ServiceRequests

extension RequestMoves {
    /// Decides an open request anew where every leg that leaves its queue still waits in it; else it stays as it is.
    ///
    /// `decide` is asked while the request is held. What moves moves as `reroute` has it. With `isPlan` nothing is
    /// written.
    public func moveWaiting(
        _ id: String,
        by author: Author,
        isPlan: Bool = false,
        decide: @Sendable (RequestSubject) -> Decided<WaitingMove.Order>
    ) async throws(StoreError) -> MoveResult<WaitingMove> {
        try await onConnection(ringing: { $0.items }) { connection throws(PostgresError) in
            try moving(id, on: connection) { held, connection throws(PostgresError) in
                guard held.isOpen else { return .refused(.alreadyClosed) }
                let order: WaitingMove.Order
                switch decide(held.subject) {
                case .made(let made): order = made
                case .impossible(let reasons): return .refused(.impossible(reasons))
                }
                let steps = RerouteSteps(held, order.correction, reason: order.reason, author: author)
                let leaving = Set(steps.moved.map(\.item) + steps.cancelled.map(\.item))
                guard !leaving.isEmpty || !steps.added.isEmpty else { return .done(.settled) }
                if let obstacle = held.obstacle(to: leaving, from: order.before) { return .done(.left(obstacle)) }
                if isPlan { return .done(.movable) }
                let correction = order.correction
                let result = try reroute(held, reason: order.reason, by: author, on: connection) { _ in
                    .made(correction)
                }
                return switch result {
                case .done(let rerouted): .done(.moved(rerouted))
                case .refused(let why): .refused(why)
                }
            }
        }
    }
}

extension WaitingMove {
    /// The items that may wait elsewhere now.
    fileprivate var items: [Int64] {
        if case .moved(let rerouted) = self { rerouted.legs.map(\.item) } else { [] }
    }
}

extension HeldRequest {
    /// What speaks against moving items that a decision has put into the queues of its legs; nil where nothing does.
    fileprivate func obstacle(to leaving: Set<Int64>, from before: [RoutingDecision.Leg]) -> WaitingMove.Obstacle? {
        // Another decision would have it done once more.
        if legs.contains(where: { $0.standing == .closed && !$0.isAsked }) { return .begun }
        for leg in open where leaving.contains(leg.item) {
            if leg.offeredTo != nil { return .offered }
            switch leg.standing {
            case .leased: return .claimed
            case .accepted: return .accepted
            case .waiting, .closed, .cancelled: break
            }
            let isWhereItWasPut = before.contains { $0.department == leg.department && $0.queue == leg.queue }
            guard isWhereItWasPut else { return .elsewhere }
        }
        return nil
    }
}
