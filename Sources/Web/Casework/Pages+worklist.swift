import Hummingbird
import Store

extension Pages {
    /// A list of work items, as the desk and the board show it: the part that was asked for, and how long the whole is.
    func worklist(
        _ query: WorklistQuery,
        base: String,
        back: (String, String),
        for visit: StaffVisit
    ) async throws -> Response {
        let page = try await visit.city.worklists.page(query.selection, after: query.after, viewer: visit.department)
        let view = WorklistView(
            page,
            query: query,
            base: base,
            back: back,
            words: StaffWords(visit, now: page.at),
            viewer: visit.department
        )
        let title = "\(view.heading) (\(page.total.grouped))"
        return response(Page("worklist", title: title, view: view, audience: .staff), for: visit.page)
    }
}
