import ServiceRequests

/// Finds the decision that shows best what routing by place means.
enum InterestingDecision {
    /// A request and why it goes where it goes.
    struct Example: Sendable {
        /// The request.
        let request: SimulatedRequest
        /// The decision.
        let decision: RoutingDecision
    }

    /// The best one: another department across the nearest edge; else decided by a rule about the place; else the
    /// queue's edge nearest to the pin.
    static func choose(among requests: [SimulatedRequest], by assigner: Assigner) -> Example? {
        var best: (example: Example, score: Double)?
        for request in requests {
            guard case .routed(let decision) = assigner.assign(request.draft) else { continue }
            let score = score(decision, assigner.snapshot.catalog)
            if best.map({ score > $0.score }) ?? true {
                best = (Example(request: request, decision: decision), score)
            }
        }
        return best?.example
    }

    private static func score(_ decision: RoutingDecision, _ catalog: Catalog) -> Double {
        guard decision.triage == nil else { return 0 }
        var score = 0.0
        let routes = catalog.service(named: decision.serviceCode)?.routes ?? []
        let isConditional = routes.indices.contains(decision.rule) && routes[decision.rule].condition != nil
        if isConditional, !decision.layers.isEmpty { score += 2 }
        if decision.reason != nil { score += 0.5 }
        if let runnerUp = decision.runnerUp {
            score += runnerUp.leg.department == decision.department ? 0.5 : 3
            // A pin right on an edge is luck; one a few steps from it shows more.
            score += runnerUp.metres < 5 ? 0 : 1 - runnerUp.metres / Assigner.edgeReach
        }
        return score
    }
}
