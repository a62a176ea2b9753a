public import ServiceRequests

/// The body of GET services: what residents can ask for.
public enum ServiceListBody {
    /// The body: a list with one object a service, in the catalog's order.
    ///
    /// Private services are listed too, for people must be able to ask for them; the keyword `private` then tells
    /// FixMyStreet to keep its own copy of such reports from the public. Keywords are one text, joined by bare
    /// commas because clients split there and do not trim. With `extensions` each has `groups` beside `group`, the list
    /// that FixMyStreet reads.
    ///
    /// - Parameters:
    ///   - catalog: whose services.
    ///   - extensions: whether what goes beyond the specification is asked for.
    ///   - language: the language of names and descriptions.
    ///   - isListed: which of them to list; all, unless the client names a place.
    /// - Returns: the list, empty where nothing can be asked for.
    public static func body(
        _ catalog: Catalog,
        extensions: Bool = false,
        language: String = "en",
        where isListed: (Catalog.Service) -> Bool = { _ in true }
    ) -> WireBody {
        let groups = Dictionary(
            catalog.jurisdiction.groups.map { ($0.id, $0.name.text(in: language)) },
            uniquingKeysWith: { first, _ in first }
        )
        let services = catalog.services.filter(isListed).map { service -> WireValue in
            let group = groups[service.group] ?? service.group
            var members: [WireValue.Member] = [
                .init("service_code", .string(service.code)),
                .init("service_name", .string(service.name.text(in: language))),
                .init("description", .text(service.description.text(in: language))),
                .init("metadata", .bool(!service.attributes.isEmpty)),
                .init("type", .string(service.type.rawValue)),
                .init("keywords", .text(keywords(of: service, language: language).joined(separator: ","))),
                .init("group", .text(group)),
            ]
            if extensions { members.append(.init("groups", .array(group.isEmpty ? [] : [.string(group)]))) }
            return .object(members)
        }
        return WireBody(.services, .array(services))
    }

    /// What FixMyStreet takes a keyword for, whatever the catalog means by the word.
    private static let meanings: Set<String> = ["private", "inactive", "staff", "waste_only"]

    private static func keywords(of service: Catalog.Service, language: String) -> [String] {
        let words = service.keywords[language] ?? service.keywords["en"] ?? []
        // A comma inside a keyword would make two of it.
        let clean = words.map { $0.split { $0 == "," || $0 == " " }.joined(separator: " ") }
            .filter { !meanings.contains($0.lowercased()) }
        return service.visibility == .private ? clean + ["private"] : clean
    }
}
