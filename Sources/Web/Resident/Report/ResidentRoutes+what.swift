import Boundaries
import GeoReport
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/report/what`: what can be asked for at the place, by group or by a search.
    ///
    /// A service that was chosen before is not asked again where it is served.
    func what(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        var trail = ReportTrail(visit.query)
        if let id = trail.draft {
            let report = try await written(id, visit)
            if trail.place == nil { trail = report.trail(trail).withoutService }
        }
        guard trail.place != nil else { throw Detour.to(trail.address("/report/where")) }
        let point = trail.coordinate(near: visit.city.extent)
        if point == nil, trail.place != .words { throw Detour.to(trail.address("/report/where")) }
        if let point, let area = visit.city.outside(at: point) { return outside(area, visit, trail) }
        let offer = ServiceOffer(visit.city, at: point)
        let chosen = trail.service.flatMap { visit.city.catalog.service(named: $0) }
        if let chosen, offer.served.contains(where: { $0.code == chosen.code }) {
            throw Detour.to(trail.with { $0.service = chosen.code }.address("/report/details"))
        }
        let view = whatView(visit, trail, offer, chosen)
        let title = visit.words("what_heading")
        var page = Page("what", title: view.found.map { "\(title) \($0.summary)" } ?? title, view: view)
        page.scripts = ["what.js"]
        return pages.response(page, for: visit)
    }

    private func whatView(
        _ visit: PageVisit,
        _ trail: ReportTrail,
        _ offer: ServiceOffer,
        _ chosen: Catalog.Service?
    ) -> WhatView {
        func list(_ services: [Catalog.Service], _ elsewhere: [Catalog.Elsewhere] = []) -> ServiceList {
            ServiceList(visit, services: services, elsewhere: elsewhere) { service in
                trail.choosing(service.code).with { $0.search = visit.query["q"] }.address("/report/details")
            }
        }
        let query = visit.query["q"]
        let point = trail.coordinate(near: visit.city.extent)
        let all = offer.served + offer.undecided
        let today = visit.city.catalog.jurisdiction.calendar.localDay(of: visit.city.clock.now)
        let needed =
            query == nil
            ? list(offer.served).needed(on: today, in: point.flatMap { visit.city.demandArea(at: $0) }) : []
        return WhatView(
            place: point.flatMap { visit.city.words(for: $0, language: visit.language).short }
                .map { visit.words("what_place", ["place": $0]) },
            isInWords: trail.place == .words,
            gone: trail.service != nil && chosen == nil,
            undecided: chosen.map { service in
                WhatView.Undecided(
                    service: service.name.text(in: visit.language),
                    address: trail.address("/report/details")
                )
            },
            query: query,
            found: query.map { list(all, visit.city.catalog.elsewhere).found($0) },
            isNeeded: !needed.isEmpty,
            needed: needed,
            groups: query == nil ? list(offer.served).groups() : [],
            hasOthers: query == nil && !offer.undecided.isEmpty,
            others: list(offer.undecided).groups().flatMap(\.services),
            fields: trail.withoutService.fields,
            all: trail.withoutService.address("/report/what"),
            change: trail.with {
                $0.place = nil
                $0.near = nil
            }.address("/report/where")
        )
    }
}

/// What `what.mustache` shows.
struct WhatView: Sendable {
    /// A service that was chosen before the place, where it is not settled who serves it.
    struct Undecided: Sendable {
        let service: String
        let address: String
    }

    /// What lies at the place, in words.
    let place: String?
    let isInWords: Bool
    /// Whether the service chosen before is not in the catalog any more.
    let gone: Bool
    let undecided: Undecided?
    let query: String?
    let found: ServiceList.Found?
    /// Whether any service is needed more than the others here, as far as it is known.
    let isNeeded: Bool
    /// The services that people need most here; empty where somebody searched.
    let needed: [ServiceList.Item]
    let groups: [ServiceList.Group]
    /// Whether there are services for which a person would have to find the department here.
    let hasOthers: Bool
    let others: [ServiceList.Item]
    let fields: [HiddenField]
    let all: String
    let change: String
}
