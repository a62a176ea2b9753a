import GeoReport
import HTTPTypes
import Hummingbird
import Photos
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/r/{id}[?key]`: what became of a report, and right after sending, what to know about it; with the key of the
    /// private link everything the resident sent.
    func status(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
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
            hasCode: await codes.isUsable(),
            wrong: wrong
        )
        view.photos = try await photos(of: sight, visit)
        if sight.key != nil, view.confirmation != nil {
            view.confirmation?.isAsked = try await visit.city.followers.isAsked(ofRequest: text)
        }
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
        page.feed = sight.ties.isPrivate ? nil : visit.address("/r/\(text)/feed")
        return pages.response(page, for: visit)
    }
}
