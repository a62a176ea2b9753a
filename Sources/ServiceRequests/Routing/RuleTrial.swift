internal import Boundaries

/// What one of a service's routes came to at a place, and why: a line of the evidence for people who run the city.
public struct RuleTrial: Sendable, Hashable {
    /// What it came to.
    public enum Outcome: Sendable, Hashable {
        /// It is the one that decides.
        case applies
        /// It would decide, but what it asks is not known at the place, so a person decides.
        case undecided
        /// Its condition does not hold.
        case doesNotApply
        /// One before it decided; whether it holds does not matter.
        case notReached
    }

    /// One question of its condition.
    public struct Part: Sendable, Hashable {
        /// The question as a clause: "the place lies in a precinct whose kind is park".
        public let words: String
        /// Whether it holds; nil where nobody can say.
        public let holds: Bool?
        /// What was found instead or as well: "First Precinct, kind town".
        public let found: String
    }

    /// Which of the routes, from 0.
    public let rule: Int
    /// What it came to.
    public let outcome: Outcome
    /// Its questions, each once; empty for a route without a condition.
    public let parts: [Part]
}

extension Assigner {
    /// Every route of a draft's service, in order, with what it came to; empty where the catalog has no such service.
    public func trials(of draft: ServiceRequest.Draft) -> [RuleTrial] {
        guard let service = snapshot.catalog.service(named: draft.serviceCode) else { return [] }
        let place = Place(probe: draft.coordinate.map { snapshot.index.probe($0) })
        var asked: [String] = []
        let outcome = service.outcome(at: place, answers: draft.attributes, asked: &asked)
        return service.routes.enumerated().map { rule, route in
            let came: RuleTrial.Outcome =
                rule < outcome.rule
                ? .doesNotApply
                : rule > outcome.rule ? .notReached : outcome.triage == nil ? .applies : .undecided
            let parts = (route.condition?.atoms ?? []).map { atom in
                RuleTrial.Part(atom, at: place, answers: draft.attributes)
            }
            return RuleTrial(rule: rule, outcome: came, parts: parts)
        }
    }
}

extension RuleTrial.Part {
    fileprivate init(_ atom: Condition, at place: Place, answers: [String: [String]]) {
        var ignored: [String] = []
        words = atom.words
        switch atom.truth(at: place, answers: answers, asked: &ignored) {
        case .yes: holds = true
        case .no: holds = false
        case .unknown: holds = nil
        }
        switch atom {
        case .attribute(let code, _):
            found = answers[code].map { "answered \($0.joined(separator: ", "))" } ?? "not answered"
        case .layer(let layer), .boundary(let layer, _), .property(let layer, _, _):
            guard let boundary = place.boundary(in: layer) else {
                found = place.probe == nil ? "no point" : "no \(EnglishName.layer(layer)) here"
                return
            }
            let name = boundary.name == boundary.id ? boundary.id : "\(boundary.name) (\(boundary.id))"
            if case .property(_, let property, _) = atom {
                found = "\(name), \(property) \(boundary.properties[property] ?? "not given")"
            } else {
                found = name
            }
        case .all, .any, .not:
            found = ""
        }
    }
}
