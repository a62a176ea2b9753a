import Boundaries
import GeoReport
import ServiceRequests

/// A report whose place is so near an edge that would change who gets it, that its writer is asked on which side it is.
struct EdgeQuestion: Sendable {
    /// Metres within which an edge is asked about, however well the point is known: half the width of a street.
    static let reach = 15.0

    let point: Coordinate
    /// What was decided for the point, and what lies beyond the edge.
    let decision: RoutingDecision
    let runnerUp: RoutingDecision.RunnerUp
    /// What lies on this side; nil where the layer has nothing here.
    let here: Boundary.Reference?
    /// The point beyond the edge that stands for the answer that it is there; nil where there is none.
    let beyond: Coordinate?

    /// Nil where no such edge is near, or it was asked already.
    init?(_ draft: ServiceRequest.Draft, _ report: ReportForm, _ visit: PageVisit) {
        guard case .routed(let decision) = visit.city.assigner.assign(draft), let runnerUp = decision.runnerUp,
            let probe = decision.probe,
            runnerUp.metres <= max(Self.reach, draft.accuracyMetres ?? 0),
            report.edge?.layer != runnerUp.boundary.layer
        else { return nil }
        point = probe.coordinate
        self.decision = decision
        self.runnerUp = runnerUp
        here = probe.hits[runnerUp.boundary.layer]?.boundary
        let there = visit.city.snapshot.index.position(beyondEdgeOf: runnerUp.boundary, from: probe.coordinate)
        beyond = there.flatMap { point in
            var moved = draft
            moved.location = .point(point)
            guard case .routed(let other) = visit.city.assigner.assign(moved), other.legs.first == runnerUp.leg else {
                return nil
            }
            return point
        }
    }

    /// Writes an answer into the report: beyond the edge the point is moved there.
    func write(_ answer: ServiceRequest.EdgeAnswer, to report: inout ReportForm) {
        if answer == .beyond, let beyond {
            let place = ReportTrail(FormParameters([])).at(beyond)
            report["lat"] = place.latitude
            report["long"] = place.longitude
        }
        report.edge = ReportForm.Edge(answer: answer, layer: runnerUp.boundary.layer)
    }
}

extension ReportForm {
    /// What was answered of an edge, and of which layer it was.
    struct Edge: Sendable, Hashable {
        let answer: ServiceRequest.EdgeAnswer
        let layer: String
    }

    /// The answer, kept in one field as `here police_precinct`.
    var edge: Edge? {
        get {
            let parts = (self["edge"] ?? "").split(separator: " ", maxSplits: 1).map(String.init)
            guard let answer = parts.first.flatMap({ ServiceRequest.EdgeAnswer(rawValue: $0) }) else { return nil }
            return Edge(answer: answer, layer: parts.count > 1 ? parts[1] : "")
        }
        set { self["edge"] = newValue.map { "\($0.answer.rawValue) \($0.layer)" } }
    }
}

extension ServiceRequest.Draft {
    /// With what was answered of an edge, and with what that says of how well the point is known: its writer has looked at
    /// the edge, or does not know on which side of it the place is.
    ///
    /// An answer holds for the layer it was given of. Where the decision turns on another one by now, because an answer to a
    /// question or the catalog has changed, it says nothing: neither of the point nor for the record.
    func knowing(_ edge: ReportForm.Edge?, _ assigner: Assigner) -> ServiceRequest.Draft {
        var draft = self
        draft.wayIn.edge = nil
        guard let edge, case .routed(let decision) = assigner.assign(self), let runnerUp = decision.runnerUp,
            runnerUp.boundary.layer == edge.layer
        else { return draft }
        draft.wayIn.edge = edge.answer
        switch edge.answer {
        case .here, .beyond: draft.accuracyMetres = nil
        case .unsure: draft.accuracyMetres = max(accuracyMetres ?? 0, runnerUp.metres + 1)
        }
        return draft
    }
}
