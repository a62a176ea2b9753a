import GeoReport
import Hummingbird
import ServiceRequests

extension ResidentRoutes {
    /// GET `/`: every service by group, or those a search finds.
    func front(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let list = ServiceList(city: visit.city, language: visit.language) { service in
            "/report?" + service.addressQuery
        }
        let query = visit.query["q"]
        let view = FrontView(
            heading: visit.city.catalog.jurisdiction.name.text(in: visit.language),
            query: query,
            found: query.map { list.found($0) },
            groups: query == nil ? list.groups() : []
        )
        let title = query.map { "Services for “\($0.prefix(60))”" } ?? "Services"
        return pages.response(Page("front", title: title, view: view), for: visit)
    }
}

/// What `front.mustache` shows.
struct FrontView: Sendable {
    let heading: String
    let query: String?
    /// What the search found; nil where nobody searched.
    let found: ServiceList.Found?
    /// Every group with its services; empty where somebody searched.
    let groups: [ServiceList.Group]
}
