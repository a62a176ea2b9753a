import GeoReport
import ServiceRequests

/// Services as links, by group or as a search finds them, and among them what other sites do.
struct ServiceList: Sendable {
    /// A service, or what another site does, as a link.
    struct Item: Sendable {
        let address: String
        let name: String
        /// Where it is done, in words; nil for our own services.
        let by: String?
        /// What it covers; only search results say it, so that the full list stays short.
        let description: String?
    }

    /// A heading and its services.
    struct Group: Sendable {
        let id: String
        let name: String
        let services: [Item]
    }

    /// What a search found.
    struct Found: Sendable {
        /// How many, in words.
        let summary: String
        let services: [Item]
        let isEmpty: Bool
    }

    private let city: City
    private let words: Words
    private let services: [Catalog.Service]
    private let elsewhere: [Catalog.Elsewhere]
    private let address: @Sendable (Catalog.Entry) -> String

    private var language: String { words.language }

    /// Lists some services, each leading to an address, and what other sites do where it is given.
    init(
        _ visit: PageVisit,
        services: [Catalog.Service],
        elsewhere: [Catalog.Elsewhere] = [],
        address: @escaping @Sendable (Catalog.Service) -> String
    ) {
        city = visit.city
        words = visit.words
        self.services = services
        self.elsewhere = elsewhere
        self.address = { entry in entry.service.map(address) ?? visit.address(entry.elsewherePath) }
    }

    /// Lists everything that people find in a city; services lead to where the report begins, with the search that found
    /// them, where one did.
    init(_ visit: PageVisit, search: String? = nil) {
        city = visit.city
        words = visit.words
        services = city.catalog.services
        elsewhere = city.catalog.elsewhere
        address = { entry in
            let searched = search.map { "&search=\(FormParameters.encoded($0))" } ?? ""
            return visit.address(
                entry.service.map { "/report/where?" + $0.addressQuery + searched } ?? entry.elsewherePath
            )
        }
    }

    private var entries: [Catalog.Entry] {
        services.map(Catalog.Entry.service) + elsewhere.map(Catalog.Entry.elsewhere)
    }

    /// The groups that have any, in the jurisdiction's order.
    func groups() -> [Group] {
        city.catalog.jurisdiction.groups.compactMap { group in
            let items = entries.filter { $0.group == group.id }.map { item($0) }
            return items.isEmpty
                ? nil : Group(id: "group-\(group.id)", name: group.name.text(in: language), services: items)
        }
    }

    /// Those that people need most: what staff put first on that day, then what is asked for most in the city, or in an area
    /// of it.
    func needed(on day: BusinessCalendar.Day, in area: String? = nil, limit: Int = 8) -> [Item] {
        let first = city.catalog.jurisdiction.first.filter { $0.holds(on: day) }.compactMap { pin in
            entries.first { $0.code == pin.service }
        }
        let open = services.filter { $0.visibility == .public }
        let asked = city.needed.ranking.needed(of: open, in: area).map(Catalog.Entry.service)
        // A service may have several pins, for one season each.
        var seen: Set<String> = []
        return (first + asked).filter { seen.insert($0.code).inserted }.prefix(limit).map { item($0) }
    }

    /// What a search finds among them.
    func found(_ query: String) -> Found {
        let listed = Set(entries.map(\.code))
        let answer = city.search.answer(to: query, in: language)
        let items = answer.entries.filter { listed.contains($0.code) }.map { item($0, isDescribed: true) }
        let values = ["query": items.isEmpty ? query : answer.corrected ?? query, "typed": query]
        let summary =
            if items.isEmpty {
                words("services_none_found", values)
            } else if answer.isPartial {
                words("services_partial", items.count, values)
            } else if answer.corrected != nil {
                words("services_corrected", items.count, values)
            } else {
                words("services_found", items.count, values)
            }
        return Found(summary: summary, services: items, isEmpty: items.isEmpty)
    }

    private func item(_ entry: Catalog.Entry, isDescribed: Bool = false) -> Item {
        Item(
            address: address(entry),
            name: entry.name.text(in: language),
            by: entry.elsewhere.map {
                words("services_by", ["by": NameInSentence.of($0.by.text(in: language), in: language)])
            },
            description: isDescribed ? entry.description.text(in: language) : nil
        )
    }
}

extension Catalog.Entry {
    /// The page that leads on to another site; that of services is where a report begins.
    fileprivate var elsewherePath: String { "/elsewhere/\(FormParameters.encoded(code))" }
}

extension Catalog.Service {
    /// `service=CODE`, as the report's addresses name it.
    var addressQuery: String { FormParameters([.init(name: "service", value: code)]).encoded }
}
