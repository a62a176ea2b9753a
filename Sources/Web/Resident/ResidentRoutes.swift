import Hummingbird
import ServiceRequests

/// The pages of residents: what can be asked for, reporting a problem, following it.
struct ResidentRoutes: Sendable {
    let cities: Cities
    let pages: Pages

    func add(to router: Router<DispatchContext>) {
        router.resource("/", [.get: front])
    }

    private func front(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let view = FrontView(heading: visit.city.catalog.jurisdiction.name.text(in: visit.language))
        return pages.response(Page("front", title: "Services", view: view), for: visit)
    }
}

/// What `front.mustache` shows.
struct FrontView: Sendable {
    let heading: String
}
