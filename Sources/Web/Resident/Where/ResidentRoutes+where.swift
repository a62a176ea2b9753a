import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/report`: the address that people remember, and that older links have.
    func start(_ request: Request, _ context: DispatchContext) async throws -> Response {
        Pages.redirect(to: "/report/where\(request.uri.query.map { "?\($0)" } ?? "")")
    }

    /// GET `/report/where`: where the problem is; with a point in the address, whether that is the place.
    func place(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let trail = ReportTrail(visit.query)
        guard trail.place != nil, let point = trail.coordinate(near: visit.city.extent) else {
            return choosePlace(visit, trail)
        }
        if let area = visit.city.outside(at: point) { return outside(area, visit, trail) }
        let isSaid = visit.query.parameters.contains { $0.name == "near" }
        // What is written beside the place is shown before it is written anew: the form takes away what its field lacks.
        let near = isSaid ? trail.near : try await wordsBeside(trail.draft, visit)
        return confirmPlace(point, visit, trail.with { $0.near = near })
    }

    /// The words for the place in a report that is written already.
    private func wordsBeside(_ id: ReportDraft.ID?, _ visit: PageVisit) async throws -> String? {
        guard let id, case .written(let form) = try await visit.city.drafts.draft(id)?.state else { return nil }
        return ReportForm(try FormParameters(decoding: form.utf8))["address_string"]
    }

    /// POST `/report/where`: the place is the right one; a report that is written already gets it in place of its own.
    func changePlace(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let form = try await FormParameters(page: request)
        var trail = ReportTrail(form)
        trail.language = visit.wish(form) ?? visit.chosenLanguage
        // An emptied field takes the old words away.
        if trail.draft != nil { trail.near = form["near"] ?? "" }
        // A change of language asks again, with what is typed.
        guard visit.wish(form) == nil else { return Pages.redirect(to: trail.address("/report/where")) }
        guard let id = trail.draft else { return Pages.redirect(to: trail.address("/report/what")) }
        do {
            var report = try await written(id, visit)
            report.take(trail)
            guard try await visit.city.drafts.replace(id, with: report.parameters.encoded) else {
                throw Detour.to(trail.with { $0.service = report["service_code"] }.address("/report/details"))
            }
            return Pages.redirect(to: ReportTrail(id, visit).address("/report/check"))
        } catch let error as StoreError {
            context.logger.error("A place could not be changed", metadata: error.metadata)
            let action = visit.address("/report/where")
            return away(form, after: error, action: action, label: visit.words("report_try_again"), visit)
        }
    }

    /// The page for a place that is not in the city: whom to call, and the way back.
    func outside(_ area: OutsideArea, _ visit: PageVisit, _ trail: ReportTrail) -> Response {
        let beyond = area.stretch.map {
            visit.words("outside_beyond", ["edge": NameInSentence.of($0.text(in: visit.language), in: visit.language)])
        }
        let back = trail.with {
            $0.place = nil
            $0.near = nil
        }
        let view = MessageView(
            heading: visit.words("outside_title", ["city": visit.cityInSentence]),
            sentences: [
                area.call.text(in: visit.language),
                beyond ?? visit.words("outside_nobody"),
            ],
            ways: [.init(address: back.address("/report/where"), label: visit.words("outside_back"), isButton: true)]
        )
        return message(view, for: visit, draft: trail.draft?.text)
    }
}

extension ReportTrail {
    /// An address that carries all this and something of the page itself.
    ///
    /// With the query of a page where a place was searched for, the search goes along.
    func address(
        _ path: String,
        adding extra: [FormParameters.Parameter] = [],
        searched query: FormParameters? = nil
    ) -> String {
        let search = query?["q"].map { [FormParameters.Parameter(name: "q", value: $0)] } ?? []
        return "\(path)?\(FormParameters(parameters + extra + search).encoded)"
    }
}
