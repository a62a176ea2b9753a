import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/r/{id}[?key]`: what became of a report, and right after sending, what to know about it; with the key of the
    /// private link everything the resident sent.
    func status(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let text = context.captured("service_request_id") ?? ""
        guard let id = ServiceRequest.ID(text) else { return unknown(text, visit) }
        guard id.text == text else {
            let query = request.uri.query.map { "?\($0)" } ?? ""
            return Pages.redirect(to: "/r/\(id.text)\(query)")
        }
        guard let sight = try await visit.sight(of: text) else { return unknown(text, visit) }
        return try await statusPage(sight, request, visit)
    }

    /// The page of a report; with `wrong` it shows what cannot be taken as it was sent.
    func statusPage(
        _ sight: StatusSight,
        _ request: Request,
        _ visit: PageVisit,
        wrong: StatusForm? = nil,
        status: HTTPResponse.Status = .unprocessableContent
    ) async throws -> Response {
        let (reader, text) = (visit.city.reader, sight.record.id)
        let legs = try await reader.legs(of: text)
        let history = try await visit.city.history.lines(of: text)
        let originals = legs.compactMap { $0.outcome?.original } + HistoryWords.originals(in: history)
        var view = StatusView(
            sight,
            legs,
            history,
            visit,
            publicOriginals: try await reader.publicIDs(among: originals),
            host: request.head.authority,
            wrong: wrong
        )
        view.photos = try await photos(of: sight, visit)
        let reference = ["reference": view.reference]
        let title =
            view.confirmation == nil
            ? visit.words("status_title", reference) : visit.words("status_title_sent", reference)
        var page = Page(
            "status",
            title: wrong == nil ? title : visit.words("status_title_error", ["title": title]),
            view: view,
            status: wrong == nil ? .ok : status
        )
        page.scripts = ["status.js"]
        return pages.response(page, for: visit)
    }

    /// GET `/follow`: the form for a reference, or the way to its page.
    func follow(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        guard let text = visit.query["reference"] else {
            return followPage(FollowView(reference: nil, problem: nil), .ok, visit)
        }
        guard let id = ServiceRequest.ID(text) else { return unknown(text, visit) }
        return Pages.redirect(to: "/r/\(id.text)")
    }

    /// The form for a reference, with what is wrong with one.
    func unknown(_ text: String, _ visit: PageVisit) -> Response {
        let problem =
            ServiceRequest.ID(text) == nil
            ? "“\(text.prefix(60))” is not a reference. A reference has nine letters and digits, like 4TNK-0X9R-C."
            : "We have no report with the reference \(HistoryWords.shown(text)). Please check it."
        return followPage(FollowView(reference: text, problem: Passage(problem)), .notFound, visit)
    }

    private func followPage(_ view: FollowView, _ status: HTTPResponse.Status, _ visit: PageVisit) -> Response {
        let title = view.problem == nil ? "Follow a report" : "Error: Follow a report"
        return pages.response(Page("follow", title: title, view: view, status: status), for: visit)
    }
}

/// What `follow.mustache` shows.
struct FollowView: Sendable {
    let reference: String?
    let problem: Passage?
}
