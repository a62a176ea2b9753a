import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import ServiceRequests
import Store

/// The desk: a department's queues, what its people hold, and what can be done with an item.
struct DeskRoutes: Sendable {
    /// How long an item is taken for, and how much longer "more time" is.
    static let lease: Duration = .seconds(900)

    let pages: Pages
    /// Where photos come in; nil where none are taken.
    let photos: PhotoRoom?

    func desk(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let after = visit.page.query["after"].flatMap { ItemCursor($0) }
        let overview = try await visit.city.desk.overview(
            for: visit.worker,
            after: after
        )
        let view = DeskView(
            overview,
            after: after,
            said: visit.page.query["said"],
            words: StaffWords(visit, now: overview.at),
            worker: visit.worker,
            mayWork: visit.mayWork
        )
        return pages.response(Page("desk", title: view.heading, view: view, audience: .staff), for: visit.page)
    }

    func list(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let query = try WorklistQuery(visit.page.query, department: visit.department)
        return try await pages.worklist(query, base: "/desk/items", back: ("/desk", "Back to the desk"), for: visit)
    }

    /// Takes the next item of the department, or of one queue; a second tap leads to the same item.
    func take(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let token = try FormToken(form)
        let queues = visit.city.queues
        let worker = visit.worker
        let queue = form["queue"]
        if let queue, try await !visit.city.knowsQueue(queue, of: visit.department) {
            throw Refusal(.notFound, "queue_unknown", "expected a queue of \(visit.department), found another name")
        }
        let taken = try await visit.city.calls.once(token.key(visit, "take", form), as: visit.role) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            try queues.claim(1, for: worker, from: queue, lease: Self.lease, on: connection)?.items.first.map {
                String($0.item)
            }
        }
        guard let item = try taken.answer() else { return Pages.redirect(to: "/desk?said=nothing") }
        return Pages.redirect(to: "/desk/items/\(item)?said=taken")
    }
}
