internal import Boundaries

extension LintReport {
    /// The most services that are shown before those that are asked for most.
    private static let mostFirst = 8

    /// What stands first, what is done elsewhere, and kiosks.
    mutating func checkFront() {
        let (jurisdiction, codes) = (catalog.jurisdiction, Set(catalog.services.map(\.code)))
        let aliases = Set(catalog.services.flatMap(\.aliases))
        var seen: Set<String> = []
        for (index, entry) in catalog.elsewhere.enumerated() {
            let site = lines.elsewhere(index, of: catalog)
            if codes.contains(entry.code) || !seen.insert(entry.code).inserted {
                add("expected every service code once, found “\(entry.code)” again", at: site.at("code"))
            } else if aliases.contains(entry.code) {
                add("expected a code that is no service's alias, found “\(entry.code)”", at: site.at("code"))
            }
            check(entry, at: site)
        }
        checkFirst(among: seen)
        var ids: Set<String> = []
        for (index, kiosk) in jurisdiction.kiosks.enumerated() where !ids.insert(kiosk.id).inserted {
            add(
                "expected every kiosk's id once, found “\(kiosk.id)” again",
                at: lines.jurisdiction("kiosks[\(index)].id")
            )
        }
    }

    private mutating func check(_ entry: Catalog.Elsewhere, at site: Site) {
        let groups = catalog.jurisdiction.groups.map(\.id)
        if !groups.contains(entry.group), !catalog.services.contains(where: { $0.group == entry.group }) {
            let hint = didYouMean(entry.group, among: groups)
            let message = "expected a group of jurisdiction.yml, found “\(entry.group)”, under which nobody finds it"
            add(message + hint, at: Site(file: site.file, path: "group"))
        }
    }

    private mutating func checkFirst(among elsewhere: Set<String>) {
        var pins: Set<String> = []
        for (index, first) in catalog.jurisdiction.first.enumerated() {
            let site = lines.jurisdiction("first[\(index)]")
            let code = first.service
            let service = catalog.services.first { $0.code == code }
            if service == nil, !elsewhere.contains(code) {
                let hint = didYouMean(code, among: catalog.services.map(\.code) + elsewhere.sorted())
                add("expected the code of a service, found “\(code)”\(hint)", at: site)
            } else if service?.visibility == .private {
                add("expected a public service, found “\(code)”, which is private", at: site)
            }
            if first.season == nil, !pins.insert(code).inserted {
                add("expected every service once, found “\(code)” again", at: site)
            }
        }
        if catalog.jurisdiction.first.count > Self.mostFirst {
            let found = catalog.jurisdiction.first.count
            add("expected at most \(Self.mostFirst) services, found \(found)", at: lines.jurisdiction("first"))
        }
    }

    /// The layer whose boundaries demand is counted in.
    mutating func checkDemandLayer(in layers: [String: BoundaryLayer]) {
        guard let layer = catalog.jurisdiction.demandLayer, layers[layer] == nil else { return }
        let hint = didYouMean(layer, among: layers.keys.sorted())
        add("expected a layer of layers.yml, found “\(layer)”\(hint)", at: lines.jurisdiction("demand_layer"))
    }
}
