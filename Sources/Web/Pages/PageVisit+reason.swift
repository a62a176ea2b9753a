import ServiceRequests
import Store

extension PageVisit {
    /// What is said of decisions, in the visitor's language.
    var decisionWords: DecisionWords { words.decision(city.layerNames) }

    /// Who has a report and why, said anew in the visitor's language.
    ///
    /// By the last decision on record; where another department has it since, who that is; and where no decision is on
    /// record, as it was said when it came in.
    func reason(for record: ServiceRequest.Record, _ history: [HistoryLine]) -> String {
        let json = history.last { $0.decisionJSON != nil }?.decisionJSON
        guard let decision = json.flatMap({ try? RoutingDecision(json: $0) }) else { return record.serviceNotice }
        guard decision.department == record.department else {
            let owner = city.catalog.department(record.department)
            return owner?.ownerSentence(language, words: decisionWords) ?? record.serviceNotice
        }
        return decision.sentence(catalog: city.catalog, language: language, words: decisionWords)
    }
}
