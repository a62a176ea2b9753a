import ServiceRequests

/// Who would get a report, and every rule with why it decides or not.
struct ExplainedDecision: Sendable {
    /// A rule of the service.
    struct Rule: Sendable {
        let number: Int
        let words: String
        let outcome: String
        /// The class of its tag.
        let tone: String
        let parts: [Part]
    }

    /// A question of the rule.
    struct Part: Sendable {
        let words: String
        let answer: String
        let found: String
    }

    let sentence: String
    let queues: [String]
    let rules: [Rule]
    let edge: String
    let versions: String

    init(_ decision: RoutingDecision, _ draft: ServiceRequest.Draft, _ city: City, language: String) {
        let catalog = city.catalog
        sentence = decision.sentence(catalog: catalog, language: language)
        queues = decision.legs.map { leg in
            let name = catalog.department(leg.department)?.name.text(in: language) ?? leg.department
            return "\(name), queue \(leg.queue)"
        }
        let routes = catalog.service(named: draft.serviceCode)?.routes ?? []
        rules = zip(routes, city.assigner.trials(of: draft)).map { route, trial in
            Rule(
                number: trial.rule + 1,
                words: route.words(in: catalog, language: language),
                outcome: Self.words(trial.outcome),
                tone: trial.outcome == .applies ? "good" : trial.outcome == .undecided ? "warn" : "",
                parts: trial.outcome == .notReached
                    ? []
                    : trial.parts.map { part in
                        Part(
                            words: part.words,
                            answer: part.holds.map { $0 ? "yes" : "no" } ?? "nobody can say",
                            found: part.found
                        )
                    }
            )
        }
        edge = decision.edgeLine
        versions = decision.versionLine(catalog: catalog)
    }

    private static func words(_ outcome: RuleTrial.Outcome) -> String {
        switch outcome {
        case .applies: "Decides"
        case .undecided: "Cannot be decided here"
        case .doesNotApply: "Does not apply"
        case .notReached: "Not reached"
        }
    }
}
