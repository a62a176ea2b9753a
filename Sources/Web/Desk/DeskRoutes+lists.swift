import GeoReport
import HTTPTypes
import Hummingbird
import Photos
import ServiceRequests
import Store

/// The desk's lists in other forms: files, job sheets, and under a name.
extension DeskRoutes {
    func csv(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await WorklistExport(query(visit), visit).csv()
    }

    func geoJSON(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await WorklistExport(query(visit), visit).geoJSON()
    }

    /// The items of one page of a list as sheets to print and take along, each with its map.
    func sheets(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let query = try query(visit)
        let page = try await visit.city.worklists.page(query.selection, after: query.after, viewer: visit.department)
        let words = StaffWords(visit, now: page.at)
        let files = try await visit.city.files.files(items: page.rows.map(\.item), of: visit.department)
        let hasCode = await codes.isUsable()
        let sheets = page.rows.compactMap { row -> JobSheet? in
            guard let file = files[row.item], let leg = file.leg(row.item) else { return nil }
            return JobSheet(file, leg, hasCode: hasCode, words: words, viewer: visit.department)
        }
        let view = JobSheetsView(sheets, query, page, words: words)
        return pages.response(Page("job-sheets", title: view.heading, view: view, audience: .staff), for: visit.page)
    }

    /// Gives a list a name.
    func keepView(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        guard visit.mayKeepViews else { throw StaffDoor.forbidden(.work, visit) }
        let form = try await FormParameters(page: request)
        let parameters = form["query"].flatMap { try? FormParameters(decoding: $0.utf8) } ?? FormParameters([])
        let query = try WorklistQuery(parameters, department: visit.department, worker: visit.worker.name)
        let text = WorklistQuery.text(query.selection, namesDepartment: false)
        let said: String
        if let name = form["name"], name.count <= SavedView.longestName, name.isPlain(isOneLine: true),
            text.count <= SavedView.longestQuery
        {
            let isKept = try await visit.city.views.keep(text, as: name, for: visit.viewsOwner)
            said = isKept ? "view-kept" : "view-full"
        } else {
            said = "view-name"
        }
        return Pages.redirect(to: "/desk/items?\(text)&said=\(said)")
    }

    /// Forgets a name.
    func forgetView(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        guard visit.mayKeepViews else { throw StaffDoor.forbidden(.work, visit) }
        let form = try await FormParameters(page: request)
        guard let id = form["view"].flatMap({ Int32($0) }) else {
            throw Refusal.badRequest("expected a form as our page makes it, found one without its list")
        }
        try await visit.city.views.forget(id, of: visit.viewsOwner)
        return Pages.redirect(to: "/desk?said=view-forgotten#views")
    }

    func query(_ visit: StaffVisit) throws(Refusal) -> WorklistQuery {
        try WorklistQuery(visit.page.query, department: visit.department, worker: visit.worker.name)
    }
}

extension StaffVisit {
    /// Whose named lists are shown: the person's, or, where a key was used, the department's.
    var viewsOwner: SavedViews.Owner { SavedViews.Owner(department: department, account: session.account) }

    /// Whether they may be changed: one's own, or, with a key that may work, those of all who use a key.
    var mayKeepViews: Bool { session.account != nil || mayWork }
}
