internal import Boundaries

extension Route {
    /// The route as a sentence for people who run the city.
    ///
    /// "When the place lies in a precinct whose kind is park → Parks, a queue for each precinct; urgent."
    public func words(in catalog: Catalog, language: String = "en") -> String {
        let condition = condition.map { "When \($0.words)" } ?? "Always"
        let further = also.map { "also \($0.words(in: catalog, language: language))" }
        let lane: [String] =
            switch priority {
            case .urgent: ["urgent"]
            case .normal: []
            case .low: ["not urgent"]
            }
        let who = [share.words(in: catalog, language: language)] + further + lane
        return "\(condition) → \(who.joined(separator: "; "))"
    }

    /// The layers it asks or splits queues by, each once.
    public var layers: [String] {
        var layers = condition?.layers ?? []
        for layer in ([share] + also).compactMap(\.queueLayer) where !layers.contains(layer) { layers.append(layer) }
        return layers
    }
}

extension Route.Share {
    fileprivate func words(in catalog: Catalog, language: String) -> String {
        let name = catalog.department(department)?.name.text(in: language) ?? department
        return queueLayer.map { "\(name), a queue for each \(EnglishName.layer($0))" } ?? name
    }
}

extension Catalog {
    /// The layers that its routes, its outline and its counts of demand need, by id.
    public var layersNeeded: Set<String> {
        var layers = Set(services.flatMap(\.routes).flatMap(\.layers))
        layers.insert(jurisdiction.tolerance.outline)
        if let demand = jurisdiction.demandLayer { layers.insert(demand) }
        return layers
    }
}
