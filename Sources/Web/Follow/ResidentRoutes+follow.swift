import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests

extension ResidentRoutes {
    /// GET `/follow`: the form for a reference, or the way to its page; and the way to follow a place.
    func follow(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        guard let text = visit.query["reference"] else { return followPage(nil, problem: nil, .ok, visit) }
        guard let id = ServiceRequest.ID(text) else { return unknown(text, visit) }
        return Pages.redirect(to: visit.address("/r/\(id.text)"))
    }

    /// The form for a reference, with what is wrong with one.
    func unknown(_ text: String, _ visit: PageVisit) -> Response {
        let words = visit.words
        let problem =
            ServiceRequest.ID(text) == nil
            ? words("follow_reference_wrong", ["text": String(text.prefix(60))])
            : words("follow_reference_unknown", ["reference": HistoryWords.shown(text)])
        return followPage(text, problem: problem, .notFound, visit)
    }

    private func followPage(
        _ reference: String?,
        problem: String?,
        _ status: HTTPResponse.Status,
        _ visit: PageVisit
    ) -> Response {
        let words = visit.words
        let title = words("follow_heading")
        let view = FollowView(
            reference: reference,
            problem: problem.map(Passage.init),
            report: visit.address("/report/where"),
            places: visit.address("/follow/places")
        )
        let page = Page(
            "follow",
            title: problem == nil ? title : words("follow_error", ["title": title]),
            view: view,
            status: status
        )
        return pages.response(page, for: visit)
    }
}
