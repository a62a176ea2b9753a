public import ServiceRequests

/// The body of GET services: what residents can ask for.
public enum ServiceListBody {
    /// The body: a list with one object a service, in the catalog's order.
    ///
    /// Private services are listed too, for people must be able to ask for them; the keyword `private` then tells
    /// FixMyStreet to keep its own copy of such reports from the public. Keywords are one text, joined by bare
    /// commas because clients split there and do not trim.
    ///
    /// - Parameters:
    ///   - catalog: whose services.
    ///   - language: the language of names and descriptions.
    ///   - isListed: which of them to list; all, unless the client names a place.
    /// - Returns: the list, empty where nothing can be asked for.
    public static func body(
        _ catalog: Catalog,
        language: String = "en",
        where isListed: (Catalog.Service) -> Bool = { _ in true }
    ) -> WireBody {
        let groups = Dictionary(
            catalog.jurisdiction.groups.map { ($0.id, $0.name.text(in: language)) },
            uniquingKeysWith: { first, _ in first }
        )
        let services = catalog.services.filter(isListed).map { service in
            [
                "service_code": .string(service.code),
                "service_name": .string(service.name.text(in: language)),
                "description": .text(service.description.text(in: language)),
                "metadata": .bool(!service.attributes.isEmpty),
                "type": .string("realtime"),
                "keywords": .text(keywords(of: service, language: language).joined(separator: ",")),
                "group": .text(groups[service.group] ?? service.group),
            ] as WireValue
        }
        return WireBody(.services, .array(services))
    }

    private static func keywords(of service: Catalog.Service, language: String) -> [String] {
        let words = service.keywords[language] ?? service.keywords["en"] ?? []
        // A comma inside a keyword would make two of it.
        let clean = words.map { $0.split { $0 == "," || $0 == " " }.joined(separator: " ") }
        return service.visibility == .private ? clean + ["private"] : clean
    }
}
