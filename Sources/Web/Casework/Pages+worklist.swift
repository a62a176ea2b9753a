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
        let lists = visit.city.worklists
        let news = try await NewsBar(for: visit, base: base, of: query.selection)
        let page = try await lists.page(query.selection, after: query.after, viewer: visit.department)
        let queues = base.hasPrefix("/desk") ? try await lists.queues(of: visit.department) : []
        let moving = query.showsMap ? BoardMap(visit.city, assets: assets) : nil
        let view = WorklistView(
            page,
            query: query,
            base: base,
            back: back,
            queues: queues,
            news: news,
            visit: visit,
            moving: moving
        )
        let title = "\(view.heading) (\(WorklistWords.short(page.count)))"
        var answer = Page("worklist", title: title, view: view, audience: .staff)
        answer.scripts = ["worklist.js", "news.js"] + (view.map?.moving == nil ? [] : ["list-map.js"])
        return response(answer, for: visit.page)
    }
}
