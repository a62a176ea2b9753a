import GeoReport
import ServiceRequests
import Store

/// What `catalog-service.mustache` shows: all that the catalog says of one service, for people.
struct ServicePageView: Sendable {
    let menu: PublishingMenu
    let name: String
    let code: String
    let facts: [CatalogFact]
    /// The routes in their order; empty for what another site does.
    let routes: [String]
    let hasRoutes: Bool
    /// Where a place is explained with it; nil for what another site does.
    let explain: String?

    init?(_ code: String, in visit: StaffVisit) {
        let (catalog, language) = (visit.city.catalog, visit.page.language)
        menu = PublishingMenu(visit)
        self.code = code
        if let service = catalog.services.first(where: { $0.code == code }) {
            name = service.name.text(in: language)
            // The rules have a list of their own.
            facts = catalog.facts(of: service).filter { !$0.name.hasPrefix("Rule ") }
            routes = service.routes.map { route in
                let reason = route.reason.map { ", because \($0.text(in: language))" } ?? ""
                return route.words(in: catalog, language: language) + reason
            }
            explain = "\(ExplainRoutes.path)?service=\(FormParameters.encoded(code))"
        } else if let entry = catalog.elsewhere(code) {
            name = entry.name.text(in: language)
            facts = catalog.facts(of: entry)
            routes = []
            explain = nil
        } else {
            return nil
        }
        hasRoutes = !routes.isEmpty
    }
}
