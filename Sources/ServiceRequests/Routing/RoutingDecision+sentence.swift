internal import Boundaries

extension RoutingDecision {
    /// Where the request goes and why, in a sentence a resident reads.
    ///
    /// "This goes to the Police Department, 75th Precinct, because the place lies in the 75th Precinct." The frame is in
    /// the language of `words`; names and reasons are in the language asked for. What decided is told by the decision
    /// itself: a catalog of another version only says what departments are called, and what it no longer has is called by
    /// its code.
    public func sentence(
        catalog: Catalog,
        language: String = "en",
        words: DecisionWords = .english
    ) -> String {
        if triage == .quarantine { return words(.lookedAtFirst) }
        if department == Department.triage {
            return words(triageCause(language, words).map { .triageBecause(why: $0) } ?? .triage)
        }
        let who = name(of: legs[0], catalog: catalog, language: language)
        // The routes of another version may stand in another order, with other conditions.
        let route = catalog.version == catalogVersion ? route(in: catalog) : nil
        var sentence: String
        if let why = cause(of: route, language, words) {
            let boundary = legs[0].boundary.map(words.name)
            let isNamed = boundary.map { reason != nil && why.mentions($0) } ?? true
            sentence = words(.goesBecause(who: who, boundary: isNamed ? nil : boundary, why: why))
        } else if route?.condition != nil {
            sentence = words(.goesByAnswers(who: who))
        } else {
            sentence = words(layers.isEmpty ? .goes(who: who) : .goesHere(who: who))
        }
        let further = legs.dropFirst().map { leg in
            name(of: leg, catalog: catalog, language: language)
                + (leg.boundary.map { " (\(words.name(of: $0)))" } ?? "")
        }
        if !further.isEmpty { sentence += " " + words(.also(who: words.list(further))) }
        return sentence
    }

    /// The route that won, where the catalog still has it.
    func route(in catalog: Catalog) -> Route? {
        guard let service = catalog.service(named: serviceCode), service.routes.indices.contains(rule) else {
            return nil
        }
        return service.routes[rule]
    }

    private func triageCause(_ language: String, _ words: DecisionWords) -> String? {
        switch triage {
        case .noPoint: words(.noPoint)
        case .gap: words(.gap(layer: layers.first { probe?.hits[$0] == nil }.map(words.name(ofLayer:))))
        case .quarantine, nil: reason?.clause(in: language)
        }
    }

    /// Why, as half a sentence: the route's own words, or the boundary that decided.
    private func cause(of route: Route?, _ language: String, _ words: DecisionWords) -> String? {
        if let reason { return reason.clause(in: language) }
        let boundary = legs[0].boundary ?? route?.condition?.boundary(at: Place(probe: probe))
        return boundary.map { clause(for: $0, words) }
    }

    private func clause(for boundary: Boundary.Reference, _ words: DecisionWords) -> String {
        let name = words.nameInSentence(of: boundary)
        guard let hit = probe?.hits[boundary.layer], hit.boundary.id == boundary.id else {
            return words(.within(boundary: name))
        }
        if let other = hit.others.first {
            return words(.line(boundary: name, other: words.nameInSentence(of: other)))
        }
        return words(hit.snappedMetres >= 1 ? .edge(of: name) : .within(boundary: name))
    }

    /// The department's name as it stands in the sentence; its code where the catalog no longer has it.
    private func name(of leg: Leg, catalog: Catalog, language: String) -> String {
        catalog.department(leg.department)?.nameInSentence(language) ?? leg.department
    }
}

extension LocalizedText {
    /// The text as half a sentence: no full stop at its end.
    fileprivate func clause(in language: String) -> String {
        let text = text(in: language)
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}

extension String {
    /// Whether a name stands in the text, in any case.
    fileprivate func mentions(_ name: String) -> Bool { lowercased().contains(name.lowercased()) }
}

extension Condition {
    /// The first boundary that makes the condition hold at a place.
    fileprivate func boundary(at place: Place) -> Boundary.Reference? {
        switch self {
        case .layer(let layer):
            return place.boundary(in: layer)
        case .boundary(let layer, let ids):
            return place.boundary(in: layer).flatMap { ids.contains($0.id) ? $0 : nil }
        case .property(let layer, let name, let values):
            return place.boundary(in: layer).flatMap { $0.properties[name].map(values.contains) == true ? $0 : nil }
        case .all(let conditions), .any(let conditions):
            for condition in conditions {
                if let boundary = condition.boundary(at: place) { return boundary }
            }
            return nil
        case .attribute, .not:
            return nil
        }
    }
}
