internal import Boundaries

extension RoutingDecision {
    /// Where the request goes and why, in a sentence a resident reads.
    ///
    /// "This goes to the Police Department, 75th Precinct, because the place lies in the 75th Precinct." The frame is
    /// English; names and reasons are in the language asked for. The catalog should be the one it was decided with;
    /// what another one no longer has is called by its code.
    public func sentence(catalog: Catalog, language: String = "en") -> String {
        if department == Department.triage {
            let cause = triageCause(language: language)
            return "A person will decide who handles this\(cause.map { ", because \($0)" } ?? "")."
        }
        let route = route(in: catalog)
        let cause = cause(of: route, language: language)
        let isNamed = legs[0].boundary.map { reason != nil && cause?.mentions($0.name) == true } ?? true
        let boundary = isNamed ? nil : legs[0].boundary?.name
        var sentence = "This goes to \(name(of: legs[0], catalog: catalog, language: language))"
        if let boundary { sentence += ", \(boundary)," }
        if let cause {
            sentence += " because \(cause)."
        } else if route?.condition != nil {
            sentence += " because of your answers."
        } else {
            sentence +=
                "\(boundary == nil ? "," : "") which handles reports of this kind\(layers.isEmpty ? "" : " here")."
        }
        let further = legs.dropFirst().map { leg in
            name(of: leg, catalog: catalog, language: language) + (leg.boundary.map { " (\($0.name))" } ?? "")
        }
        if !further.isEmpty { sentence += " It also goes to \(EnglishName.list(further, "and"))." }
        return sentence
    }

    /// The route that won, where the catalog still has it.
    func route(in catalog: Catalog) -> Route? {
        guard let service = catalog.service(named: serviceCode), service.routes.indices.contains(rule) else {
            return nil
        }
        return service.routes[rule]
    }

    private func triageCause(language: String) -> String? {
        switch triage {
        case .noPoint:
            return "the place is not yet a point on the map"
        case .gap:
            let missing = layers.first { probe?.hits[$0] == nil }
            return "our map shows no \(missing.map(EnglishName.layer) ?? "department") for this place"
        case nil:
            return reason?.clause(in: language)
        }
    }

    /// Why, as half a sentence: the route's own words, or the boundary that decided.
    private func cause(of route: Route?, language: String) -> String? {
        if let reason { return reason.clause(in: language) }
        if let boundary = legs[0].boundary { return clause(for: boundary) }
        return route?.condition?.boundary(at: Place(probe: probe)).map { clause(for: $0) }
    }

    private func clause(for boundary: Boundary.Reference) -> String {
        let name = EnglishName.withArticle(boundary.name)
        guard let hit = probe?.hits[boundary.layer], hit.boundary.id == boundary.id else {
            return "the place lies in \(name)"
        }
        if let other = hit.others.first {
            return "the place lies on the line between \(name) and \(EnglishName.withArticle(other.name))"
        }
        return hit.snappedMetres >= 1 ? "the place lies at the edge of \(name)" : "the place lies in \(name)"
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
