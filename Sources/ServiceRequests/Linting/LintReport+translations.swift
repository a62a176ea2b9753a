internal import Boundaries

extension LintReport {
    /// Texts that are not in every language of the jurisdiction.
    mutating func checkTranslations() {
        let jurisdiction = catalog.jurisdiction
        check(jurisdiction.name, at: lines.jurisdiction("name"))
        check(jurisdiction.notice, at: lines.jurisdiction("notice"))
        check(jurisdiction.contact, at: lines.jurisdiction("contact"))
        check(jurisdiction.emergency, at: lines.jurisdiction("emergency"))
        check(jurisdiction.outside, at: lines.jurisdiction("outside"))
        for (index, group) in jurisdiction.groups.enumerated() {
            check(group.name, at: lines.jurisdiction("groups[\(index)].name"))
        }
        for (index, kiosk) in jurisdiction.kiosks.enumerated() {
            check(kiosk.name, at: lines.jurisdiction("kiosks[\(index)].name"))
        }
        for (index, stretch) in jurisdiction.tolerance.stretches.enumerated() {
            let site = lines.jurisdiction("edges.stretches[\(index)]")
            check(LocalizedText(stretch.name), at: site.at("name"))
            check(stretch.call.map { LocalizedText($0) }, at: site.at("call"))
        }
        for (index, department) in catalog.departments.enumerated() {
            check(department.name, at: lines.department(index).at("name"))
        }
        for (index, service) in catalog.services.enumerated() {
            check(service, at: lines.service(index, of: catalog))
        }
        for (index, entry) in catalog.elsewhere.enumerated() {
            check(entry, at: lines.elsewhere(index, of: catalog))
        }
    }

    private mutating func check(_ entry: Catalog.Elsewhere, at site: Site) {
        check(entry.name, at: site.at("name"))
        check(entry.description, at: site.at("description"))
        if !entry.keywords.isEmpty {
            check(languages: Set(entry.keywords.keys), at: site.at("keywords"))
        }
        check(entry.by, at: site.at("elsewhere.by"))
    }

    private mutating func check(_ service: Catalog.Service, at site: Site) {
        check(service.name, at: site.at("name"))
        check(service.description, at: site.at("description"))
        if !service.keywords.isEmpty {
            check(languages: Set(service.keywords.keys), at: site.at("keywords"))
        }
        for (index, attribute) in service.attributes.enumerated() {
            let question = site.at("attributes", index)
            check(attribute.name, at: question.at("name"))
            check(attribute.help, at: question.at("help"))
            for (place, value) in attribute.values.enumerated() {
                check(value.name, at: question.at("values", place).at("name"))
            }
        }
        check(service.documents?.name, at: site.at("documents.name"))
        check(service.documents?.help, at: site.at("documents.help"))
        for (index, route) in service.routes.enumerated() {
            check(route.reason, at: site.at("routes", index).at("because"))
        }
    }

    private mutating func check(_ text: LocalizedText?, at site: Site) {
        guard let text else { return }
        check(languages: Set(text.translations.keys), at: site)
    }

    private mutating func check(languages: Set<String>, at site: Site) {
        for language in catalog.jurisdiction.languages where !languages.contains(language) {
            let found = languages.isEmpty ? "none" : languages.sorted().joined(separator: ", ")
            add("expected a text in “\(language)”, found \(found)", at: site)
        }
    }
}
