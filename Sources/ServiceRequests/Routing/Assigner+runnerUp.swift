internal import Boundaries

extension Assigner {
    /// What the decision would be across the nearest edge that changes it.
    ///
    /// One layer at a time is imagined to answer with a boundary beside the point — at 0 metres one that holds the
    /// point as well — and the routes are tried again. A boundary beyond which a person would have to decide is no
    /// runner-up.
    func runnerUp(
        to outcome: RouteOutcome,
        of service: Catalog.Service,
        at probe: Probe,
        for draft: ServiceRequest.Draft,
        asked: [String]
    ) -> RoutingDecision.RunnerUp? {
        var best: RoutingDecision.RunnerUp?

        func consider(_ boundary: Boundary.Reference, metres: Double) -> Bool {
            var ignored: [String] = []
            let place = Place(probe: probe, substitute: boundary)
            let other = service.outcome(at: place, answers: draft.attributes, asked: &ignored)
            guard other.triage == nil, other.legs != outcome.legs else { return false }
            best = RoutingDecision.RunnerUp(metres: metres, boundary: boundary, leg: other.legs[0])
            return true
        }

        let farthest = Self.edgeReach(accuracyMetres: draft.accuracyMetres)
        for layer in asked {
            let others = probe.hits[layer]?.others ?? []
            // Layers are in order of their ids, so a tie goes to the first of them.
            if others.contains(where: { consider($0, metres: 0) }) { break }
            let reach = best?.metres ?? farthest
            for neighbour in snapshot.index.neighbours(of: probe.coordinate, in: layer, within: reach) {
                let metres = (neighbour.metres * 10).rounded() / 10
                if let best, best.metres <= metres { break }
                if consider(neighbour.boundary, metres: metres) { break }
            }
        }
        return best
    }
}
