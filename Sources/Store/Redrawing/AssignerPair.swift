import ServiceRequests

/// What decided before, and what decides now.
struct AssignerPair: Sendable {
    let before: Assigner
    let after: Assigner
    /// In which residents are told what decides now.
    let words: DecisionWords

    /// Whether a draft goes to other queues now.
    func differ(on draft: ServiceRequest.Draft) -> Bool {
        before.legs(of: draft).map(\.queue) != after.legs(of: draft).map(\.queue)
    }

    /// The order to move a request to where it goes now.
    func order(for subject: RequestSubject, reason: String) -> Decided<WaitingMove.Order> {
        let catalog = after.snapshot.catalog
        guard let service = catalog.service(named: subject.draft.serviceCode) else {
            return .impossible(["expected a service of the catalog in force, found \(subject.draft.serviceCode)"])
        }
        guard case .routed(let decision) = after.assign(subject.draft) else {
            return .impossible(["expected a place in the jurisdiction, found one outside the boundaries in force"])
        }
        return .made(
            WaitingMove.Order(
                before: before.legs(of: subject.draft),
                correction: Correction(
                    of: subject,
                    as: subject.draft,
                    decision,
                    for: service,
                    by: catalog,
                    words: words
                ),
                reason: reason
            )
        )
    }
}

extension Assigner {
    /// The legs of a decision; none where there is no decision.
    func legs(of draft: ServiceRequest.Draft) -> [RoutingDecision.Leg] {
        guard case .routed(let decision) = assign(draft) else { return [] }
        return decision.legs
    }
}
