extension LintReport {
    /// Questions whose conditions ask what is not there or not yet answered.
    mutating func checkQuestions(of service: Catalog.Service, at site: Site) {
        for (index, attribute) in service.attributes.enumerated() {
            let question = site.at("attributes", index)
            guard let condition = attribute.condition else { continue }
            check(condition, at: question.at("when"), questions: Array(service.attributes[..<index]), isEarlier: true)
        }
    }

    /// Routes that name departments, questions or keys that are not there, in an order that cannot work.
    mutating func checkRoutes(of service: Catalog.Service, at site: Site) {
        guard !service.routes.isEmpty else {
            add("expected at least one route, found none", at: site.at("routes"))
            return
        }
        for (index, route) in service.routes.enumerated() {
            let routeSite = site.at("routes", index)
            let isLast = index == service.routes.count - 1
            check(route.share, at: routeSite)
            for (place, share) in route.also.enumerated() { check(share, at: routeSite.at("also", place)) }
            if let condition = route.condition {
                check(condition, at: routeSite.at("when"), questions: service.attributes, isEarlier: false)
                if isLast { add("expected the last route without “when”, found one", at: routeSite.at("when")) }
            } else if !isLast {
                add("expected “when” in every route but the last, found none: no later route can win", at: routeSite)
            }
        }
    }

    /// Groups that are not there, and departments that no route names.
    mutating func checkUse() {
        let groups = catalog.jurisdiction.groups.map(\.id)
        var reported: Set<String> = []
        var used: Set<String> = [Department.triage]
        for (index, service) in catalog.services.enumerated() {
            for route in service.routes {
                used.insert(route.share.department)
                used.formUnion(route.also.map(\.department))
            }
            let site = lines.service(index, of: catalog)
            guard !groups.contains(service.group), reported.insert("\(site.file) \(service.group)").inserted else {
                continue
            }
            let hint = didYouMean(service.group, among: groups)
            let message =
                "expected a group of jurisdiction.yml, found “\(service.group)”, under which nobody finds its services"
            add(message + hint, at: Site(file: site.file, path: "group"))
        }
        for (index, department) in catalog.departments.enumerated() where !used.contains(department.code) {
            let site = lines.department(index)
            add(
                "expected a route to every department, found none to “\(department.code)”",
                at: site,
                severity: .warning
            )
        }
    }

    private mutating func check(_ share: Route.Share, at site: Site) {
        guard catalog.department(share.department) == nil else { return }
        let hint = didYouMean(share.department, among: catalog.departments.map(\.code))
        add("expected a department of departments.yml, found “\(share.department)”\(hint)", at: site.at("department"))
    }

    private mutating func check(
        _ condition: Condition,
        at site: Site,
        questions: [Catalog.Attribute],
        isEarlier: Bool
    ) {
        condition.forEachAtom(at: site) { atom, site in
            guard case .attribute(let code, let keys) = atom else { return }
            let what = isEarlier ? "an earlier question" : "a question"
            guard let question = questions.first(where: { $0.code == code }) else {
                let hint = didYouMean(code, among: questions.map(\.code))
                add("expected \(what) of the service, found “\(code)”\(hint)", at: site.at("attribute"))
                return
            }
            guard question.datatype.isList else {
                let found = "“\(code)”, a \(question.datatype.rawValue)"
                add("expected a question with values to choose from, found \(found)", at: site.at("attribute"))
                return
            }
            let known = question.values.map(\.key)
            for (place, key) in keys.enumerated() where !known.contains(key) {
                let hint = didYouMean(key, among: known)
                add("expected a key of the question “\(code)”, found “\(key)”\(hint)", at: site.at("is", place))
            }
        }
    }
}

extension Condition {
    /// Visits every question about a layer or an answer with its place in the file.
    func forEachAtom(at site: SourceLines.Site, _ body: (Condition, SourceLines.Site) -> Void) {
        switch self {
        case .all(let conditions):
            for (index, part) in conditions.enumerated() { part.forEachAtom(at: site.at("all", index), body) }
        case .any(let conditions):
            for (index, part) in conditions.enumerated() { part.forEachAtom(at: site.at("any", index), body) }
        case .not(let condition):
            condition.forEachAtom(at: site.at("not"), body)
        case .layer, .boundary, .property, .attribute:
            body(self, site)
        }
    }
}
