import GeoReport
import HTTPTypes
import Hummingbird
import Photos
import Postgres
import ServiceRequests
import Store

/// The desk: a department's queues, what its people hold, and what can be done with an item.
struct DeskRoutes: Sendable {
    /// How long an item is taken for, and how much longer "more time" is.
    static let lease: Duration = .seconds(900)

    /// The most that is taken at a time.
    static let mostAtOnce = 50

    let pages: Pages
    /// Where photos come in; nil where none are taken.
    let photos: PhotoRoom?
    /// The QR codes of job sheets.
    let codes: QRCodes

    func desk(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let after = visit.page.query["after"].flatMap { ItemCursor($0) }
        let news = try await NewsBar(for: visit, base: "/desk", of: ItemSelection(.open, department: visit.department))
        let overview = try await visit.city.desk.overview(
            for: visit.worker,
            after: after
        )
        let view = DeskView(
            overview,
            news: news,
            views: try await visit.city.views.all(of: visit.viewsOwner),
            after: after,
            said: visit.page.query["said"],
            words: StaffWords(visit, now: overview.at),
            worker: visit.worker,
            mayWork: visit.mayWork,
            mayKeep: visit.mayKeepViews
        )
        var page = Page("desk", title: view.heading, view: view, audience: .staff)
        page.scripts = ["news.js"]
        return pages.response(page, for: visit.page)
    }

    func list(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await pages.worklist(try query(visit), base: "/desk/items", back: ("/desk", "Back to the desk"), for: visit)
    }

    /// Takes the next item of the department, or of one queue, or the next few; a second tap leads to the same.
    func take(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let token = try FormToken(form)
        let queues = visit.city.queues
        let worker = visit.worker
        let queue = form["queue"]
        if let queue, try await !visit.city.knowsQueue(queue, of: visit.department) {
            throw Refusal(.notFound, "queue_unknown", "expected a queue of \(visit.department), found another name")
        }
        let count = form["count"].map { Int($0) ?? 0 } ?? 1
        guard (1...Self.mostAtOnce).contains(count) else { return Pages.redirect(to: "/desk?said=count") }
        let taken = try await visit.city.calls.once(token.key(visit, "take", form), as: visit.role) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            let claim = try queues.claim(count, for: worker, from: queue, lease: Self.lease, on: connection)
            return claim.flatMap { claim in
                claim.items.first.map { claim.items.count == 1 ? "\($0.item)" : "\($0.item) and others" }
            }
        }
        guard let answer = try taken.answer() else { return Pages.redirect(to: "/desk?said=nothing") }
        guard Int64(answer) != nil else { return Pages.redirect(to: "/desk?said=several#hands") }
        return Pages.redirect(to: "/desk/items/\(answer)?said=taken")
    }
}
