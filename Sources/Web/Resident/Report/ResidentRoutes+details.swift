import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/report/details`: the service's own questions, empty or as a draft has them.
    func details(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let trail = ReportTrail(visit.query)
        var report = ReportForm(FormParameters([]))
        if let id = trail.draft { report = try await written(id, visit) }
        report.take(trail)
        if trail.draft == nil, trail.place == nil { throw Detour.to(trail.address("/report/where")) }
        guard let name = report["service_code"] else { throw Detour.to(trail.address("/report/what")) }
        guard let service = visit.city.catalog.service(named: name) else { return serviceGone(trail.draft, visit) }
        let point = try? report.parameters.coordinate(near: visit.city.extent)
        if !report.isPlacedInWords, point == nil {
            throw Detour.to(trail.with { $0.place = nil }.address("/report/where"))
        }
        if let point, let area = visit.city.outside(at: point) { return outside(area, visit, trail) }
        if trail.service != nil { report.dropForeignAnswers(for: service) }
        let review = Review(visit.query)
        // What is missing in a question nobody has seen yet is no mistake.
        let new = review.unanswered(of: service, in: report)
        let problems =
            review.scope == .mistakes
            ? self.problems(in: report, visit)?.without(questions: new)?.without(ReportForm.contactNames) : nil
        return try await page(
            report,
            to: service,
            visit,
            trail: trail,
            problems: problems,
            further: new,
            dropped: review.scope == nil ? [] : report.dropped
        )
    }

    private func page(
        _ report: ReportForm,
        to service: Catalog.Service,
        _ visit: PageVisit,
        trail: ReportTrail,
        problems: FormProblems?,
        further: Set<String>,
        dropped: [FormProblems.Problem]
    ) async throws -> Response {
        let view = DetailsView(
            report,
            to: service,
            visit,
            trail: trail,
            problems: problems,
            further: further,
            photos: try await photos(of: trail.draft, visit),
            dropped: dropped,
            room: photos
        )
        var page = Page("details", title: view.title, view: view)
        page.formID = "answers"
        if view.upload?.fields.isEmpty == false { page.scripts = ["details.js"] }
        page.draft = view.hidden.first { $0.name == "draft" }?.value
        return pages.response(page, for: visit)
    }
}
