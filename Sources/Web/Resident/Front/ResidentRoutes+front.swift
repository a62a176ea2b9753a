import GeoReport
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/`: every service by group, or those a search finds.
    func front(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let words = visit.words
        let query = visit.query["q"]
        let list = ServiceList(visit, search: query)
        let needed =
            query == nil
            ? list.needed(on: visit.city.catalog.jurisdiction.calendar.localDay(of: visit.city.clock.now)) : []
        let view = FrontView(
            heading: words("front_heading", ["city": visit.city.catalog.jurisdiction.name.text(in: visit.language)]),
            report: visit.address("/report/where"),
            all: visit.address("/"),
            query: query,
            found: query.map { list.found($0) },
            isNeeded: !needed.isEmpty,
            needed: needed,
            groups: query == nil ? list.groups() : []
        )
        let title = query.map { words("front_title_found", ["query": String($0.prefix(60))]) } ?? words("front_title")
        return pages.response(Page("front", title: title, view: view), for: visit)
    }
}

/// What `front.mustache` shows.
struct FrontView: Sendable {
    let heading: String
    /// Where a report begins without a service.
    let report: String
    /// The page without a search.
    let all: String
    let query: String?
    /// What the search found; nil where nobody searched.
    let found: ServiceList.Found?
    /// Whether any service is needed more than the others, as far as it is known.
    let isNeeded: Bool
    /// The services that people need most, most needed first; empty where somebody searched or nobody asked yet.
    let needed: [ServiceList.Item]
    /// Every group with its services; empty where somebody searched.
    let groups: [ServiceList.Group]
}
