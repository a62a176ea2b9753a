/// What a service's routes come to at one place.
struct RouteOutcome: Sendable, Hashable {
    /// The route that won, or the one that could not be decided.
    let rule: Int
    /// The shares, at least one, each queue once.
    let legs: [RoutingDecision.Leg]
    /// The lane.
    let priority: Priority
    /// Why triage, where it is triage.
    let triage: RoutingDecision.TriageReason?
}

extension Catalog.Service {
    /// Tries the routes in order; the layers the outcome rests on are added to `asked`.
    func outcome(at place: Place, answers: [String: [String]], asked: inout [String]) -> RouteOutcome {
        for (rule, route) in routes.enumerated() {
            switch route.condition?.truth(at: place, answers: answers, asked: &asked) ?? .yes {
            case .no:
                continue
            case .yes:
                guard let legs = route.legs(at: place, asked: &asked) else {
                    return triage(rule: rule, priority: route.priority, place: place)
                }
                return RouteOutcome(rule: rule, legs: legs, priority: route.priority, triage: nil)
            case .unknown:
                let priority = mostUrgent(from: rule, at: place, answers: answers)
                return triage(rule: rule, priority: priority, place: place)
            }
        }
        // Only a catalog that the lint refuses has no unconditional route.
        return triage(rule: max(0, routes.count - 1), priority: .normal, place: place)
    }

    private func triage(rule: Int, priority: Priority, place: Place) -> RouteOutcome {
        RouteOutcome(
            rule: rule,
            legs: [RoutingDecision.Leg(department: Department.triage)],
            priority: priority,
            triage: place.probe == nil ? .noPoint : .gap
        )
    }

    /// The most urgent lane of any route that may be the right one, so that danger does not wait for a decision.
    private func mostUrgent(from rule: Int, at place: Place, answers: [String: [String]]) -> Priority {
        var priority = Priority.low
        var ignored: [String] = []
        for route in routes[rule...] {
            let truth = route.condition?.truth(at: place, answers: answers, asked: &ignored) ?? .yes
            if truth != .no { priority = min(priority, route.priority) }
            if truth == .yes { break }
        }
        return priority
    }
}

extension Route {
    /// Every share's leg, nil when a queue's layer has no boundary at the place.
    fileprivate func legs(at place: Place, asked: inout [String]) -> [RoutingDecision.Leg]? {
        var legs: [RoutingDecision.Leg] = []
        var isComplete = true
        for index in 0...also.count {
            let share = index == 0 ? self.share : also[index - 1]
            var leg = RoutingDecision.Leg(department: share.department)
            if let layer = share.queueLayer {
                asked.note(layer)
                guard let boundary = place.boundary(in: layer) else {
                    isComplete = false
                    continue
                }
                leg = RoutingDecision.Leg(department: share.department, boundary: boundary)
            }
            if !legs.contains(where: { $0.queue == leg.queue }) { legs.append(leg) }
        }
        return isComplete ? legs : nil
    }
}
