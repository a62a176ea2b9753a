/// What the assigner answers.
public enum Assignment: Sendable, Hashable {
    /// The request has an owner: a department, or triage.
    case routed(RoutingDecision)
    /// The point is not in the jurisdiction; the resident is told whom to call.
    case outside(OutsideArea)
    /// The catalog has no such service; the nearest code there is, where one is near.
    case unknownService(String, suggestion: String?)
}

extension Assignment {
    /// The decision, where the request has an owner here.
    public var decision: RoutingDecision? {
        if case .routed(let decision) = self { decision } else { nil }
    }
}
