import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import ServiceRequests
import Store

/// What is said about several items at once, and what came of each.
extension DeskRoutes {
    /// Does with the ticked items what was chosen, at most once for each form, and leads to what came of it.
    func bulk(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let order = try BulkOrder(try await FormParameters(page: request), visit)
        guard order.problems.isEmpty, let action = order.action else { return problems(order, visit) }
        let (queues, worker, items) = (visit.city.queues, visit.worker, order.items)
        let (outcome, note, reason) = (order.outcome, order.note, order.reason)
        return try await answer(order, action == .release ? visit.behalf : visit.role, visit) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> [ItemResult] in
            switch action {
            case .take: return try queues.take(items, for: worker, lease: Self.lease, on: connection)
            case .accept: return try queues.acceptSeveral(items, by: worker, lease: Self.lease, on: connection)
            case .release: return try queues.releaseSeveral(items, by: worker, reason: reason, on: connection)
            case .complete:
                let words = outcome.map { outcome in
                    items.map { Completion(item: $0, outcome: outcome, note: note) }
                }
                return try queues.completeSeveral(words ?? [], by: worker, on: connection)
            case .handOver: return []
            }
        }
    }

    /// Offers the ticked items to another department.
    func bulkHandOver(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let order = try BulkOrder(handOver: try await FormParameters(page: request), visit)
        guard order.problems.isEmpty, let receiver = order.receiver, let reason = order.reason else {
            return problems(order, visit)
        }
        let terms = City.HandOverTerms(
            department: receiver,
            queue: nil,
            reason: reason,
            time: WorkRules.standard.offerTime
        )
        let handOver = try await visit.city.handOver(order.items, terms, by: visit.department, acting: visit.role)
        let (queues, worker) = (visit.city.queues, visit.worker)
        return try await answer(order, visit.behalf, visit) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> [ItemResult] in
            try queues.handOverSeveral(handOver, by: worker, on: connection)
        }
    }

    /// What came of it, an item a line, with how each stands now.
    func results(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let told = BulkResults(visit.page.query)
        let rows = try await visit.city.worklists.rows(of: told.items, of: visit.department)
        let view = BulkResultsView(told, rows, words: StaffWords(visit), viewer: visit.department)
        return pages.response(Page("bulk-results", title: view.heading, view: view, audience: .staff), for: visit.page)
    }

    private func answer(
        _ order: BulkOrder,
        _ role: ActingRole,
        _ visit: StaffVisit,
        _ work: Word
    ) async throws -> Response {
        let name = order.action?.rawValue ?? ""
        let key = order.token.key(visit, "bulk \(name)", order.form)
        let result = try await visit.city.calls.once(key, as: role) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            BulkResults.text(try work(connection))
        }
        let told = BulkResults(action: order.action, text: try result.answer() ?? "", back: order.back)
        // Where they wait again, somebody may be waiting for them.
        await visit.city.queues.ring(told.items)
        return Pages.redirect(to: told.address)
    }

    private func problems(_ order: BulkOrder, _ visit: StaffVisit) -> Response {
        let view = BulkProblemView(problems: order.problems, back: order.backAddress)
        return pages.response(
            Page(
                "bulk-problem",
                title: "Error: nothing was done",
                view: view,
                audience: .staff,
                status: .unprocessableContent
            ),
            for: visit.page
        )
    }
}
