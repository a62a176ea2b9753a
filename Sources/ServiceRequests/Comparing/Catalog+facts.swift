extension Catalog {
    /// Everything said of a service, in one order; what is said of nothing is left out.
    public func facts(of service: Service) -> [CatalogFact] {
        var facts = CatalogFact.texts("Name", service.name)
        facts += CatalogFact.texts("Description", service.description)
        facts.append(CatalogFact("Group", groupName(service.group)))
        facts.append(CatalogFact("Target", service.target.words))
        let seen = service.visibility == .public ? "Everybody" : "Nobody but staff"
        facts.append(CatalogFact("Who sees the reports", seen))
        facts.append(CatalogFact("What other systems are told at once", service.type.words))
        facts.append(CatalogFact("The resident’s words are public", service.hasPublicDescription ? "Yes" : "No"))
        facts.append(CatalogFact("Same problem within", "\(service.duplicateRadius.whole) m"))
        facts.append(CatalogFact("Takes photos", service.takesPhotos ? "Yes" : "No"))
        facts += CatalogFact.texts("Documents", service.documents?.name)
        facts += CatalogFact.texts("Documents, help", service.documents?.help)
        facts += CatalogFact.words("Words people type", service.keywords)
        if !service.aliases.isEmpty {
            facts.append(CatalogFact("Names in other systems", service.aliases.joined(separator: ", ")))
        }
        for question in service.attributes { facts += self.facts(of: question) }
        for (index, route) in service.routes.enumerated() {
            facts.append(CatalogFact("Rule \(index + 1)", route.words(in: self)))
            facts += CatalogFact.texts("Rule \(index + 1), because", route.reason)
        }
        return facts
    }

    /// Everything said of what another site does.
    public func facts(of entry: Elsewhere) -> [CatalogFact] {
        var facts = CatalogFact.texts("Name", entry.name)
        facts += CatalogFact.texts("Description", entry.description)
        facts += [CatalogFact("Group", groupName(entry.group)), CatalogFact("Address", entry.url)]
        facts += CatalogFact.texts("Done by", entry.by)
        facts.append(CatalogFact("Sends back what became of it", entry.reportsStatus ? "Yes" : "No"))
        facts += CatalogFact.words("Words people type", entry.keywords)
        if !entry.aliases.isEmpty {
            facts.append(CatalogFact("Names in other systems", entry.aliases.joined(separator: ", ")))
        }
        return facts
    }

    /// Everything said of a department.
    public func facts(of department: Department) -> [CatalogFact] {
        CatalogFact.texts("Name", department.name)
            + [department.phone.map { CatalogFact("Telephone", $0) }, department.url.map { CatalogFact("Page", $0) }]
            .compactMap(\.self)
    }

    /// A question in words: what is asked, the answers, and when.
    private func facts(of question: Attribute) -> [CatalogFact] {
        let name = "Question \(question.code)"
        var facts = CatalogFact.texts(name, question.name)
        facts += CatalogFact.texts("\(name), help", question.help)
        var how = question.isRequired ? "\(question.datatype.rawValue), needs an answer" : question.datatype.rawValue
        if let condition = question.condition { how += ", asked when \(condition.words)" }
        facts.append(CatalogFact("\(name), kind", how))
        for value in question.values {
            facts += CatalogFact.texts("\(name), answer \(value.key)", value.name)
            if !value.aliases.isEmpty {
                facts.append(
                    CatalogFact("\(name), answer \(value.key), other names", value.aliases.joined(separator: ", "))
                )
            }
        }
        return facts
    }

    private func groupName(_ id: String) -> String {
        jurisdiction.groups.first { $0.id == id }?.name.text() ?? id
    }
}

extension Target {
    /// As people say it: "5 working days".
    public var words: String {
        switch self {
        case .hours(let count): Self.count(count, "hour")
        case .days(let count): Self.count(count, "day")
        case .workingHours(let count): Self.count(count, "working hour")
        case .workingDays(let count): Self.count(count, "working day")
        }
    }

    private static func count(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
}

extension Catalog.Service.ReplyType {
    /// As people say it, with GeoReport's word for it.
    fileprivate var words: String {
        switch self {
        case .realtime: "The reference (realtime)"
        case .batch: "A token, and the reference once a department has accepted it (batch)"
        case .blackbox: "Nothing, and they never see the report (blackbox)"
        }
    }
}

extension Double {
    /// Without decimals where it has none.
    fileprivate var whole: String { self == rounded() && magnitude < 1e9 ? String(Int(self)) : String(self) }
}
