import HTTPTypes
import Hummingbird
import Postgres
import Store

/// The dispatch board: the city's work in numbers, and the list behind each.
struct BoardRoutes: Sendable {
    static let items = "/dispatch/items"

    let pages: Pages

    func board(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let figures = try await visit.city.board.figures()
        let view = BoardView(figures, words: StaffWords(visit, now: figures.at))
        return pages.response(
            Page("board", title: "Dispatch board", view: view, audience: .staff),
            for: visit.page
        )
    }

    func list(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let query = try WorklistQuery(visit.page.query, department: nil)
        return try await pages.worklist(query, base: Self.items, back: ("/dispatch", "Back to the board"), for: visit)
    }

    /// A request as staff read it; 404 too for a private one that the visitor's department has no leg of.
    func serviceRequest(
        _ request: Request,
        _ context: DispatchContext,
        _ visit: StaffVisit
    ) async throws -> Response {
        guard let id = context.captured("id"),
            let file = try await visit.city.files.file(id: id, viewer: visit.department)
        else {
            throw Refusal.notFound("there is no service request of this reference that your department may read")
        }
        let words = StaffWords(visit, now: file.at)
        let caseView = CaseView(file, item: nil, words: words, viewer: visit.department)
        let view = RequestView(heading: caseView.service, file: caseView)
        return pages.response(
            Page("request", title: "\(view.heading) \(caseView.reference)", view: view, audience: .staff),
            for: visit.page
        )
    }
}
