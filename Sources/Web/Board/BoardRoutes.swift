import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The dispatch board: the city's work in numbers, and the list behind each.
struct BoardRoutes: Sendable {
    static let items = "/dispatch/items"

    let pages: Pages

    /// GET `/dispatch[?part=now][&since=MS]`: the board; only what changes of it for its script, which may know of news
    /// since a moment.
    func board(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let query = visit.page.query
        let keeper = visit.city.boardKeeper
        let since = query["since"].flatMap { Int64($0) }.map { Date(timeIntervalSince1970: Double($0) / 1000) }
        let now = try await keeper.now(notBefore: since)
        let outcomes = await keeper.outcomes()
        func view() -> BoardView {
            BoardView(
                now,
                outcomes,
                words: StaffWords(visit, now: now.figures.at),
                viewer: visit.department,
                map: BoardMap(visit.city, assets: pages.assets)
            )
        }
        if query["part"] == "now" {
            let edition = BoardKeeper.Edition(
                now: now.figures.at,
                outcomes: outcomes?.at,
                publication: visit.city.publication.number
            )
            let reader = BoardKeeper.Reader(department: visit.department, language: visit.page.language)
            return Pages.response(
                part: keeper.html(of: edition, for: reader) { pages.part("board-now", view: view()) }
            )
        }
        var whole = view()
        whole.notice = StaffNotice(query["said"])
        whole.who = visit.mark
        var page = Page("board", title: "Dispatch board", view: whole, audience: .staff)
        page.scripts = ["board.js"]
        return pages.response(page, for: visit.page)
    }

    func list(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let query = try WorklistQuery(visit.page.query, department: nil)
        return try await pages.worklist(query, base: Self.items, back: ("/dispatch", "Back to the board"), for: visit)
    }

    func csv(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await WorklistExport(WorklistQuery(visit.page.query, department: nil), visit).csv()
    }

    func geoJSON(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await WorklistExport(WorklistQuery(visit.page.query, department: nil), visit).geoJSON()
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
        let said = visit.may(.supervise) ? StaffNotice(visit.page.query["said"], of: file) : nil
        return pages.request(
            RequestVisit(visit: visit, file: file),
            notice: said,
            back: .list(before: request, else: .board)
        )
    }
}
