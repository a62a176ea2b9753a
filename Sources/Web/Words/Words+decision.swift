public import ServiceRequests

extension Words {
    /// What is said of decisions, with the names of a city's layers where they are known.
    func decision(_ layers: LayerNames? = nil) -> DecisionWords {
        DecisionWords(language: language, layers: layers, text: phrase)
    }

    private func phrase(_ phrase: DecisionWords.Phrase) -> String {
        let words = self
        return switch phrase {
        case .triage: words("decision_triage")
        case .triageBecause(let why): words("decision_triage_because", ["why": why])
        case .goes(let who): words("decision_goes", ["who": who])
        case .goesHere(let who): words("decision_goes_here", ["who": who])
        case .goesByAnswers(let who): words("decision_goes_by_answers", ["who": who])
        case .goesBecause(let who, let boundary?, let why):
            words("decision_goes_within_because", ["who": who, "boundary": boundary, "why": why])
        case .goesBecause(let who, nil, let why): words("decision_goes_because", ["who": who, "why": why])
        case .also(let who): words("decision_also", ["who": who])
        case .and(let names, let last): words("decision_and", ["names": names, "last": last])
        case .noPoint: words("decision_no_point")
        case .gap(let layer?): words("decision_gap", ["layer": layer])
        case .gap(nil): words("decision_gap_anywhere")
        case .within(let boundary): words("decision_within", ["boundary": boundary])
        case .edge(let boundary): words("decision_edge", ["boundary": boundary])
        case .line(let boundary, let other): words("decision_line", ["boundary": boundary, "other": other])
        case .lookedAtFirst: words("decision_looked_at_first")
        case .owner(let who): words("decision_owner", ["who": who])
        }
    }
}

extension Catalog {
    /// What is said of decisions in the city's first language, without the names of layers.
    func decisionWords() -> DecisionWords { Vocabulary.words(in: firstLanguage).decision() }

    fileprivate var firstLanguage: String { jurisdiction.languages.first ?? Vocabulary.first }
}

extension RoutingSnapshot {
    /// What its layers and boundaries are called.
    var layerNames: LayerNames { LayerNames(index, own: catalog.firstLanguage) }

    /// What is said of its decisions in a language; in the city's first where none is named.
    public func decisionWords(in language: String? = nil) -> DecisionWords {
        Vocabulary.words(in: language ?? catalog.firstLanguage).decision(layerNames)
    }
}

extension City {
    /// What its layers and boundaries are called.
    var layerNames: LayerNames { snapshot.layerNames }

    /// What is said of decisions in a language; in the city's first where none is named.
    func decisionWords(_ language: String? = nil) -> DecisionWords { snapshot.decisionWords(in: language) }
}
