import Boundaries
import ServiceRequests
import Store

/// What a stored decision says of whose a request may be, in sentences for people, and the way to the other side.
struct DecisionEvidence: Sendable {
    /// What the decision would be across the nearest edge that changes it.
    struct RunnerUp: Sendable, Hashable {
        let department: String
        let queue: String
        let metres: Double
        let boundary: Boundary.Reference
    }

    /// Where it went and why; what decided; how near the edge is that would change it.
    let sentences: [String]
    /// Nil where no edge near the place changes anything.
    let runnerUp: RunnerUp?
    /// A point just across that edge, for which the assigner decides for the runner-up today; nil where there is none.
    let beyond: Coordinate?
    /// Of a request in quarantine, whose it is by the rules in force; nil of others.
    let owner: String?

    /// Nil where the history has no decision.
    ///
    /// `serviceCode` and `answers` are the request's as they stand now: what lies across the edge is decided with them.
    init?(
        _ json: String?,
        serviceCode: String?,
        answers: [String: [String]] = [:],
        words: StaffWords,
        city: City
    ) {
        guard let decision = json.flatMap({ try? RoutingDecision(json: $0) }) else { return nil }
        var lines = [decision.sentence(catalog: words.catalog, language: words.language)]
        let rule = "Rule \(decision.rule + 1) of"
        lines += decision.explanation(catalog: words.catalog, language: words.language)
            // That the only rule there is applies, tells nobody anything.
            .filter { $0.hasPrefix(rule) && $0 != "Rule 1 of 1 applies: always" }
        let released = decision.suspicion.flatMap { _ in
            Self.released(decision, as: serviceCode, answers, city)
        }
        owner = released.map { "\(words.department($0.department)), \(words.queue($0.queue))" }
        if let suspicion = decision.suspicion { lines.append(suspicion.sentence) }
        guard let other = decision.runnerUp else {
            switch decision.triage {
            case .noPoint: lines.append("The place is words only: without a point on the map no rule can place it.")
            case .quarantine: break
            case .gap, nil:
                lines.append(
                    decision.probe == nil || decision.layers.isEmpty
                        ? "The place does not matter for this service."
                        : "No edge within \(Int(decision.edgeReach)) m would change this."
                )
            }
            (sentences, runnerUp, beyond) = (lines, nil, nil)
            return
        }
        let there = words.name(of: other.boundary)
        let distance = "\(Self.tenths(other.metres)) m"
        lines.append(
            other.metres == 0
                ? "The place lies in \(there) as well: by that it would go to \(words.department(other.leg.department)) "
                    + "(\(other.leg.queue))."
                : "\(distance) away is the edge of \(there): across it this would go to "
                    + "\(words.department(other.leg.department)) (\(other.leg.queue))."
        )
        if decision.isInDoubt, let accuracy = decision.accuracyMetres {
            lines.append("The point is known to \(Self.tenths(accuracy)) m only, so the true place may lie there.")
        }
        sentences = lines
        runnerUp = RunnerUp(
            department: other.leg.department,
            queue: other.leg.queue,
            metres: other.metres,
            boundary: other.boundary
        )
        beyond = decision.probe.flatMap { probe in
            let point = city.snapshot.index.position(beyondEdgeOf: other.boundary, from: probe.coordinate)
            return point.flatMap { point in
                let draft = ServiceRequest.Draft(
                    serviceCode: serviceCode ?? decision.serviceCode,
                    location: .point(point),
                    attributes: answers
                )
                guard case .routed(let there) = city.assigner.assign(draft), let leg = there.legs.first,
                    leg.department == other.leg.department, leg.queue == other.leg.queue
                else { return nil }
                return point
            }
        }
    }

    /// What the rules in force say of a request that waits in quarantine.
    private static func released(
        _ decision: RoutingDecision,
        as serviceCode: String?,
        _ answers: [String: [String]],
        _ city: City
    ) -> RoutingDecision? {
        let draft = ServiceRequest.Draft(
            serviceCode: serviceCode ?? decision.serviceCode,
            location: decision.probe.map { .point($0.coordinate) } ?? .address(""),
            attributes: answers
        )
        return city.assigner.assign(draft).decision
    }

    private static func tenths(_ metres: Double) -> String {
        let tenths = Int((min(max(metres, 0), 1e6) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension StaffWords {
    /// A boundary as sentences name it.
    func name(of boundary: Boundary.Reference) -> String {
        boundary.name == boundary.id
            ? "\(layer(boundary.layer)) \(boundary.id)" : NameInSentence.of(boundary.name, in: "en")
    }
}

extension CaseFile {
    /// The decision in force, as the history has it.
    var decisionJSON: String? { history.last { $0.decisionJSON != nil }?.decisionJSON }
}

extension Suspicion {
    /// What was unlike other reports, for whoever decides.
    fileprivate var sentence: String {
        switch self {
        case .busyClient: "More reports came from its address within an hour than one household sends."
        case .busyPlace: "More reports of this kind came about this place within an hour than people send."
        case .repeatedWords: "The same words came about many places within an hour."
        }
    }
}
