internal import Boundaries

/// Decides who owns a service request: a pure function of one snapshot and one draft.
///
/// Routes are tried in order and the first whose condition holds wins. What a condition or a queue needs and the
/// layers do not have at the place is never guessed: such a request goes to triage, and no later route swallows it.
///
///     let assigner = Assigner(snapshot: snapshot)
///     switch assigner.assign(draft) { … }
public struct Assigner: Sendable {
    /// Metres within which an edge that would change the decision is looked for.
    public static let edgeReach = 100.0

    /// The same for a point that is known to so many metres: that far, and 5 km at most.
    ///
    /// A position that is known less well than that says nothing about districts.
    public static func edgeReach(accuracyMetres: Double?) -> Double { max(edgeReach, min(accuracyMetres ?? 0, 5000)) }

    /// What decisions are made with.
    public let snapshot: RoutingSnapshot

    private let layerVersions: [String: String]

    /// Creates an assigner; a few dictionary entries, so it may be made anew with every snapshot.
    public init(snapshot: RoutingSnapshot) {
        self.snapshot = snapshot
        layerVersions = Dictionary(
            snapshot.index.layers.map { ($0.id, $0.version) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Decides; the same snapshot and draft give the same decision.
    ///
    /// A draft without a point is routed only where no layer matters to it. Everything else without one, and
    /// everything in a gap of a layer that matters, is triage's; a point outside the jurisdiction is nobody's here.
    public func assign(_ draft: ServiceRequest.Draft) -> Assignment {
        guard let service = snapshot.catalog.service(named: draft.serviceCode) else {
            let codes = snapshot.catalog.services.map(\.code)
            return .unknownService(draft.serviceCode, suggestion: Spelling.nearest(to: draft.serviceCode, among: codes))
        }
        let probe = draft.coordinate.map { snapshot.index.probe($0) }
        if case .outside(let metres, let stretch)? = probe?.standing {
            return .outside(outsideArea(metres: metres, stretch: stretch))
        }
        var asked: [String] = []
        let place = Place(probe: probe, substitute: nil)
        let outcome = service.outcome(at: place, answers: draft.attributes, asked: &asked)
        asked.sort()
        let decision = RoutingDecision(
            serviceCode: service.code,
            legs: outcome.legs,
            priority: outcome.priority,
            rule: outcome.rule,
            reason: outcome.triage == nil ? service.routes[outcome.rule].reason : nil,
            triage: outcome.triage,
            probe: probe,
            layers: asked,
            runnerUp: probe.flatMap {
                runnerUp(to: outcome, of: service, at: $0, for: draft, asked: asked)
            },
            accuracyMetres: probe == nil ? nil : draft.accuracyMetres,
            catalogVersion: snapshot.catalog.version,
            layerVersions: layerVersions.filter { asked.contains($0.key) }
        )
        return .routed(decision)
    }

    private func outsideArea(metres: Double?, stretch: EdgeTolerance.Stretch?) -> OutsideArea {
        OutsideArea(
            metres: metres,
            stretch: stretch.map { LocalizedText($0.name) },
            call: stretch?.call.map { LocalizedText($0) } ?? snapshot.catalog.jurisdiction.outside
        )
    }
}
