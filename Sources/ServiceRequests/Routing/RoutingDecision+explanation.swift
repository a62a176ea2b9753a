internal import Boundaries

extension RoutingDecision {
    /// The whole of why, a line each: the service, the boundaries under the point, the rules that lost, the one that
    /// won, where the legs go, what is across the nearest edge that matters, and the versions.
    ///
    /// For people who run the city, so codes are named beside names; in English.
    public func explanation(catalog: Catalog, language: String = "en") -> [String] {
        var lines = [sentence(catalog: catalog, language: language)]
        let service = catalog.service(named: serviceCode)
        lines.append("Service: \(serviceCode)\(service.map { " (\($0.name.text(in: language)))" } ?? "")")
        lines += placeLines
        lines += ruleLines(of: service)
        for leg in legs {
            let name = catalog.department(leg.department)?.name.text(in: language)
            lines.append("Queue: \(leg.queue)\(name.map { " (\($0))" } ?? ""), priority \(priority.rawValue)")
        }
        lines.append(edgeLine)
        lines.append(versionLine(catalog: catalog))
        return lines
    }

    private var placeLines: [String] {
        guard let probe else { return ["Place: no point"] }
        var lines = ["Place: \(probe.coordinate)"]
        for hit in probe.hits {
            var line = "  \(hit.boundary.layer): \(hit.boundary.words)"
            if hit.snappedMetres > 0 { line += ", \(hit.snappedMetres.tenths) m beside the point" }
            if hit.isAmbiguous { line += ", also in \(EnglishName.list(hit.others.map(\.words), "and"))" }
            lines.append(line)
        }
        for layer in layers where probe.hits[layer] == nil {
            lines.append("  \(layer): no boundary here")
        }
        return lines
    }

    private func ruleLines(of service: Catalog.Service?) -> [String] {
        guard let service, service.routes.indices.contains(rule) else { return ["Rule: \(rule + 1)"] }
        let count = service.routes.count
        return service.routes[...rule].enumerated().map { index, route in
            let condition = route.condition.map { "when \($0.words)" } ?? "always"
            var outcome = index < rule ? "does not apply" : "applies"
            if index == rule {
                switch triage {
                case .noPoint: outcome = "cannot be decided without a point"
                case .gap: outcome = "cannot be decided in a gap"
                case .quarantine, nil: break
                }
            }
            return "Rule \(index + 1) of \(count) \(outcome): \(condition)"
        }
    }

    /// What the accuracy of the point has to say about the runner-up.
    private var doubt: String {
        guard let accuracyMetres else { return "" }
        let known = "the point is known to \(accuracyMetres.tenths) m"
        return isInDoubt ? ": \(known), so it may lie there" : "; \(known)"
    }

    /// What is across the nearest edge that would change it: "Runner-up: nypd/77, across the edge of …".
    public var edgeLine: String {
        if let runnerUp {
            return "Runner-up: \(runnerUp.leg.queue), across the edge of \(runnerUp.boundary.layer) "
                + "\(runnerUp.boundary.words), \(runnerUp.metres.tenths) m away\(doubt)"
        }
        if probe == nil || layers.isEmpty { return "Runner-up: none, the place does not matter" }
        return "Runner-up: none, no edge within \(Int(edgeReach)) m changes the decision"
    }

    /// The versions it was made with: "Versions: catalog 4f1c09…, police_precinct 9b02aa…".
    public func versionLine(catalog: Catalog) -> String {
        let layers = layerVersions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let words = catalog.version == catalogVersion ? "" : " (described with catalog \(catalog.version))"
        return "Versions: " + (["catalog \(catalogVersion)\(words)"] + layers).joined(separator: ", ")
    }
}

extension Boundary.Reference {
    /// "75th Precinct (75)", or the id alone where it is the name.
    fileprivate var words: String { name == id ? id : "\(name) (\(id))" }
}

extension Double {
    /// With one decimal, whatever the locale.
    fileprivate var tenths: String {
        let tenths = Int((min(max(self, 0), 1e9) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
