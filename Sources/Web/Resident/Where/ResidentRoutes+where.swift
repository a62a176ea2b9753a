import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/report`: the address that people remember, and that older links have.
    func start(_ request: Request, _ context: DispatchContext) async throws -> Response {
        Pages.redirect(to: "/report/where\(request.uri.query.map { "?\($0)" } ?? "")")
    }

    /// GET `/report/where`: where the problem is; with a point in the address, whether that is the place.
    func place(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let trail = ReportTrail(visit.query)
        guard trail.place != nil, let point = trail.coordinate(near: visit.city.extent) else {
            return choosePlace(visit, trail)
        }
        if let area = visit.city.outside(at: point) { return outside(area, visit, trail) }
        return confirmPlace(point, visit, trail)
    }

    /// POST `/report/where`: another place for a report that is written already.
    func changePlace(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let form = try await FormParameters(page: request)
        var trail = ReportTrail(form)
        // An emptied field takes the old words away.
        trail.near = form["near"] ?? ""
        guard let id = trail.draft else { return Pages.redirect(to: trail.address("/report/where")) }
        var report = try await written(id, visit)
        report.take(trail)
        guard try await visit.city.drafts.replace(id, with: report.parameters.encoded) else {
            throw Detour.to(trail.with { $0.service = report["service_code"] }.address("/report/details"))
        }
        var check = ReportTrail(id, visit)
        check.language = trail.language
        return Pages.redirect(to: check.address("/report/check"))
    }

    /// The page for a place that is not in the city: whom to call, and the way back.
    func outside(_ area: OutsideArea, _ visit: PageVisit, _ trail: ReportTrail) -> Response {
        let city = visit.city.catalog.jurisdiction.name.text(in: visit.language)
        let beyond = area.stretch.map { " It lies beyond the \($0.text(in: visit.language))." } ?? ""
        let back = trail.with {
            $0.place = nil
            $0.near = nil
        }
        let view = MessageView(
            heading: "This place is outside \(city)",
            sentences: [
                area.call.text(in: visit.language),
                "We cannot send anyone there, so nothing was reported.\(beyond)",
            ],
            ways: [.init(address: back.address("/report/where"), label: "Choose another place", isButton: true)]
        )
        return message(view, for: visit)
    }
}

extension ReportTrail {
    /// An address that carries all this and something of the page itself.
    func address(_ path: String, adding extra: [FormParameters.Parameter]) -> String {
        "\(path)?\(FormParameters(parameters + extra).encoded)"
    }
}
