import GeoReport
import ServiceRequests

/// Services as links, by group or as a search finds them.
struct ServiceList: Sendable {
    /// A service as a link.
    struct Item: Sendable {
        let address: String
        let name: String
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
    private let address: @Sendable (Catalog.Service) -> String

    private var language: String { words.language }

    /// Lists services of a city, all of them unless only some are given, each leading to an address.
    init(
        city: City,
        words: Words,
        services: [Catalog.Service]? = nil,
        address: @escaping @Sendable (Catalog.Service) -> String
    ) {
        self.city = city
        self.words = words
        self.services = services ?? city.catalog.services
        self.address = address
    }

    /// The groups that have any, in the jurisdiction's order.
    func groups() -> [Group] {
        city.catalog.jurisdiction.groups.compactMap { group in
            let items = services.filter { $0.group == group.id }.map { item($0) }
            return items.isEmpty
                ? nil : Group(id: "group-\(group.id)", name: group.name.text(in: language), services: items)
        }
    }

    /// Those that people need most: what staff put first on that day, then what is asked for most in the city.
    func needed(on day: BusinessCalendar.Day, limit: Int = 8) -> [Item] {
        let first = city.catalog.jurisdiction.first.filter { $0.holds(on: day) }.compactMap { pin in
            services.first { $0.code == pin.service }
        }
        let asked = city.needed.ranking.needed(of: services.filter { $0.visibility == .public })
        return (first + asked.filter { !first.contains($0) }).prefix(limit).map { item($0) }
    }

    /// What a search finds among them.
    func found(_ query: String) -> Found {
        let listed = Set(services.map(\.code))
        let answer = city.search.answer(to: query)
        let items = answer.services.filter { listed.contains($0.code) }.map { item($0, isDescribed: true) }
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

    private func item(_ service: Catalog.Service, isDescribed: Bool = false) -> Item {
        Item(
            address: address(service),
            name: service.name.text(in: language),
            description: isDescribed ? service.description.text(in: language) : nil
        )
    }
}

extension Catalog.Service {
    /// `service=CODE`, as the report's addresses name it.
    var addressQuery: String { FormParameters([.init(name: "service", value: code)]).encoded }
}
