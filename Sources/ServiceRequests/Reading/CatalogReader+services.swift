extension CatalogReader {
    /// Reads a file of services.
    ///
    /// A map of
    ///
    /// - `group`: the id of the jurisdiction's group that all services of the file are shown under
    /// - `services`: a list of
    ///   - `code`, `name`, `description`
    ///   - `keywords`: optional, by language, the words people type
    ///   - `aliases`: optional, the names other systems use
    ///   - `visibility`: optional, `public` or `private`; `public_description`: optional, `true` or `false`
    ///   - `type`: optional, `realtime`, `batch` or `blackbox`, what a client of GeoReport is told at once
    ///   - `duplicate_radius`: optional, metres (0 to 5000)
    ///   - `target`: exactly one of `hours`, `days`, `working_hours`, `working_days`
    ///   - `attributes`: optional, the questions (`CatalogReader.attribute`)
    ///   - `photos`: optional, `false` where it takes none; `documents`: optional, what documents it takes, `name` and
    ///     optionally `help`
    ///   - `routes`: who owns the work (`CatalogReader.route`)
    ///
    /// An entry with the key `elsewhere` is something another site does (`CatalogReader.elsewhere`).
    static func services(_ root: YAMLValue) -> [Located] {
        guard let fields = root.fields("a map", ["group", "services"]) else { return [] }
        let group = fields.required("group")?.code("a group's id")
        let list = fields.required("services")?.list(of: "services") ?? []
        return list.compactMap { value in
            let group = group ?? ""
            let entry =
                value.has("elsewhere")
                ? elsewhere(value, group: group).map { Catalog.Entry.elsewhere($0) }
                : service(value, group: group).map { Catalog.Entry.service($0) }
            return entry.map { Located(entry: $0, site: SourceLines.Site(file: value.file, path: value.path)) }
        }
    }

    private static func service(_ value: YAMLValue, group: String) -> Catalog.Service? {
        let keys = [
            "code", "name", "description", "keywords", "aliases", "visibility", "type", "public_description",
            "duplicate_radius", "target", "attributes", "photos", "documents", "routes",
        ]
        guard let fields = value.fields("a service", keys) else { return nil }
        let code = fields.required("code")?.code()
        let name = fields.required("name")?.localized()
        let description = fields.required("description")?.localized()
        let keywords = fields["keywords"].map { $0.localizedLists(of: "words") } ?? [:]
        let aliases = fields["aliases"].map { $0.texts(of: "names") } ?? []
        let visibility =
            fields["visibility"].map {
                $0.choice("a visibility", as: Catalog.Service.Visibility.self)
            } ?? .public
        let type =
            fields["type"].map { $0.choice("a type", as: Catalog.Service.ReplyType.self) } ?? .realtime
        let hasPublicDescription = fields["public_description"].map { $0.bool() } ?? false
        let radius = fields["duplicate_radius"].map { $0.number(in: 0...5000) } ?? 50
        let target = fields.required("target").flatMap { self.target($0) }
        let questions = fields["attributes"].map { $0.list(of: "questions", isEmptyAllowed: true) } ?? []
        let attributes = questions?.compactMap { attribute($0) }
        let takesPhotos = fields["photos"].map { $0.bool() } ?? true
        let documents = fields["documents"].map { self.documents($0) }
        let lines = fields.required("routes")?.list(of: "routes")
        let routes = lines?.compactMap { route($0) }
        guard let code, let name, let description, let keywords, let aliases, let visibility, let type,
            let hasPublicDescription, let radius, let takesPhotos, documents != .some(nil), let target, let attributes,
            attributes.count == questions?.count, let routes,
            routes.count == lines?.count
        else { return nil }
        return Catalog.Service(
            code: code,
            group: group,
            name: name,
            description: description,
            keywords: keywords,
            aliases: aliases,
            attributes: attributes,
            target: target,
            visibility: visibility,
            type: type,
            hasPublicDescription: hasPublicDescription,
            duplicateRadius: radius,
            takesPhotos: takesPhotos,
            documents: documents ?? nil,
            routes: routes
        )
    }

    private static func documents(_ value: YAMLValue) -> Catalog.Documents? {
        guard let fields = value.fields("what documents, {name: {en: …}}", ["name", "help"]) else { return nil }
        let name = fields.required("name")?.localized()
        let help = fields["help"].map { $0.localized() }
        guard let name, help != .some(nil) else { return nil }
        return Catalog.Documents(name: name, help: help ?? nil)
    }

    private static func target(_ value: YAMLValue) -> Target? {
        let kinds = ["hours", "days", "working_hours", "working_days"]
        guard let fields = value.fields("a target, {hours: 8}", kinds) else { return nil }
        let present = fields.present(kinds)
        guard present.count == 1, let kind = present.first else {
            let found = present.isEmpty ? "none" : present.joined(separator: ", ")
            value.report("expected exactly one of \(kinds.joined(separator: ", ")), found \(found)")
            return nil
        }
        let isHours = kind.hasSuffix("hours")
        guard let count = fields[kind]?.integer(in: isHours ? 1...10_000 : 1...3650) else { return nil }
        return switch kind {
        case "hours": .hours(count)
        case "days": .days(count)
        case "working_hours": .workingHours(count)
        default: .workingDays(count)
        }
    }
}
