extension LintReport {
    /// Codes and names that two things share.
    mutating func checkNames() {
        checkOnce(catalog.departments.map(\.code), "department code") { $0.department($1).at("code") }
        if catalog.department(Department.triage) == nil {
            add("expected a department “triage”, found none", at: Site(file: "departments.yml", path: "departments"))
        }
        checkOnce(catalog.jurisdiction.groups.map(\.id), "group id") { $0.jurisdiction("groups[\($1)].id") }
        let catalog = catalog
        checkOnce(catalog.services.map(\.code), "service code") { $0.service($1, of: catalog).at("code") }
        checkServiceAliases()
        for (index, service) in catalog.services.enumerated() {
            let site = lines.service(index, of: catalog)
            checkOnce(service.attributes.map(\.code), "question code") { site.at("attributes", $1).at("code") }
            for (place, attribute) in service.attributes.enumerated() {
                checkValues(of: attribute, at: site.at("attributes", place))
            }
        }
    }

    private mutating func checkOnce(_ codes: [String], _ what: String, at site: (SourceLines, Int) -> Site) {
        var seen: Set<String> = []
        for (index, code) in codes.enumerated() where !seen.insert(code).inserted {
            add("expected every \(what) once, found “\(code)” again", at: site(lines, index))
        }
    }

    /// An alias to the letter belongs to one service, and is not another's code.
    private mutating func checkServiceAliases() {
        let codes = Set(catalog.services.map(\.code))
        var owners: [String: String] = [:]
        for (index, service) in catalog.services.enumerated() {
            for (place, alias) in service.aliases.enumerated() {
                let site = lines.service(index, of: catalog).at("aliases", place)
                if let owner = owners[alias] {
                    add("expected every alias once, found “\(alias)” again, already of \(owner)", at: site)
                } else if codes.contains(alias), alias != service.code {
                    add("expected an alias that is no other service's code, found “\(alias)”", at: site)
                }
                owners[alias] = owners[alias] ?? service.code
            }
        }
    }

    private mutating func checkValues(of attribute: Catalog.Attribute, at site: Site) {
        checkOnce(attribute.values.map(\.key), "key of a question") { site.at("values", $1).at("key") }
        let keys = Set(attribute.values.map(\.key))
        var owners: [String: String] = [:]
        for (index, value) in attribute.values.enumerated() {
            for (place, alias) in value.aliases.enumerated() {
                let aliasSite = site.at("values", index).at("aliases", place)
                if let owner = owners[alias] {
                    add(
                        "expected every alias of a question once, found “\(alias)” again, already of \(owner)",
                        at: aliasSite
                    )
                } else if keys.contains(alias), alias != value.key {
                    add("expected an alias that is no other value's key, found “\(alias)”", at: aliasSite)
                }
                owners[alias] = owners[alias] ?? value.key
            }
        }
    }
}
