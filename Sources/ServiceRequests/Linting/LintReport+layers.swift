internal import Boundaries

extension LintReport {
    /// Everything that takes the layers.
    mutating func check(against layers: [BoundaryLayer]) {
        let byID = Dictionary(layers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        check(layer: catalog.jurisdiction.tolerance.outline, in: byID, at: lines.jurisdiction("edges.outline"))
        checkDemandLayer(in: byID)
        for (index, service) in catalog.services.enumerated() {
            let site = lines.service(index, of: catalog)
            for (place, route) in service.routes.enumerated() {
                check(route, at: site.at("routes", place), in: byID)
            }
            checkReach(of: service, at: site, in: byID)
        }
        checkQueues(in: byID)
    }

    @discardableResult
    private mutating func check(layer: String, in layers: [String: BoundaryLayer], at site: Site) -> BoundaryLayer? {
        if let found = layers[layer] { return found }
        let hint = didYouMean(layer, among: layers.keys.sorted())
        add("expected a layer of layers.yml, found “\(layer)”\(hint)", at: site)
        return nil
    }

    private mutating func check(_ route: Route, at site: Site, in layers: [String: BoundaryLayer]) {
        if let layer = route.share.queueLayer { check(layer: layer, in: layers, at: site.at("queue_by")) }
        for (index, share) in route.also.enumerated() {
            guard let layer = share.queueLayer else { continue }
            check(layer: layer, in: layers, at: site.at("also", index).at("queue_by"))
        }
        route.condition?.forEachAtom(at: site.at("when")) { atom, site in
            guard let id = atom.layer, let layer = check(layer: id, in: layers, at: site.at("layer")) else { return }
            switch atom {
            case .boundary(_, let ids): check(ids, of: layer, at: site)
            case .property(_, let name, let values): check(property: name, values: values, of: layer, at: site)
            default: break
            }
        }
    }

    private mutating func check(_ ids: [String], of layer: BoundaryLayer, at site: Site) {
        let known = Set(layer.boundaries.map(\.id))
        for (index, id) in ids.enumerated() where !known.contains(id) {
            let hint = didYouMean(id, among: known.sorted())
            add("expected a boundary of the layer “\(layer.id)”, found “\(id)”\(hint)", at: site.at("boundary", index))
        }
    }

    private mutating func check(property name: String, values: [String], of layer: BoundaryLayer, at site: Site) {
        let names = layer.definition.properties
        guard names.contains(name) else {
            let known = names.isEmpty ? "which keeps none" : "which keeps \(names.joined(separator: ", "))"
            let hint = didYouMean(name, among: names)
            let message = "expected a property of the layer “\(layer.id)”, \(known), found “\(name)”\(hint)"
            add(message, at: site.at("property"))
            return
        }
        let known = Set(layer.boundaries.compactMap { $0.properties[name] })
        for (index, value) in values.enumerated() where !known.contains(value) {
            let hint = didYouMean(value, among: known.sorted())
            let message = "expected a value some boundary of “\(layer.id)” has as its \(name), found “\(value)”\(hint)"
            add(message, at: site.at("is", index))
        }
    }

    /// A department's queues are told apart by boundary id alone, so two layers that split it must share none.
    private mutating func checkQueues(in layers: [String: BoundaryLayer]) {
        var firstSplit: [String: [(layer: String, ids: Set<String>)]] = [:]
        for (index, service) in catalog.services.enumerated() {
            for (place, route) in service.routes.enumerated() {
                for (position, share) in ([route.share] + route.also).enumerated() {
                    guard let queueLayer = share.queueLayer, let layer = layers[queueLayer] else { continue }
                    let splits = firstSplit[share.department] ?? []
                    if splits.contains(where: { $0.layer == queueLayer }) { continue }
                    let ids = Set(layer.boundaries.map(\.id))
                    let routeSite = lines.service(index, of: catalog).at("routes", place)
                    let site = position == 0 ? routeSite : routeSite.at("also", position - 1)
                    for split in splits {
                        guard let id = split.ids.intersection(ids).min() else { continue }
                        let queue = "\(share.department)/\(id)"
                        let message =
                            "expected queues of one meaning, found \(queue) for “\(queueLayer)” and for “\(split.layer)”"
                        add(message, at: site.at("queue_by"))
                    }
                    firstSplit[share.department, default: []].append((queueLayer, ids))
                }
            }
        }
    }
}
