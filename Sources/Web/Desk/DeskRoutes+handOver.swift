import GeoReport
import Hummingbird
import Postgres
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What sends an item away; its page is the department's no longer, so the desk tells of it.
extension DeskRoutes {
    /// The department will not have an item that is offered to it.
    func decline(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let next = "/desk?said=declined"
        if try await wasDone("decline", form, staff, context) { return Pages.redirect(to: next) }
        let visit = try await find(staff, context, of: form)
        let texts = HandTexts(form)
        guard texts.problems.isEmpty else { return mistaken(visit, texts: texts, written: texts.declineReason) }
        let item = visit.row.item
        let queues = visit.visit.city.queues
        let worker = visit.visit.worker
        let lease = try Self.lease(form)
        return try await speak("decline", as: visit.visit.behalf, form, visit, next: next, written: texts.declineReason)
        {
            (connection: isolated PostgresConnection) throws(PostgresError) -> [ItemResult] in
            try queues.decline([item], under: lease, by: worker, reason: texts.declineReason, on: connection)
        }
    }

    /// An item that this worker holds, or that the department has accepted, goes to another department.
    func handOver(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let next = "/desk?said=handed-over"
        if try await wasDone("hand-over", form, staff, context) { return Pages.redirect(to: next) }
        let visit = try await find(staff, context, of: form)
        let city = visit.visit.city
        let worker = visit.visit.worker
        let texts = HandTexts(handOver: form, in: city.catalog, from: worker.department)
        guard texts.problems.isEmpty, let receiver = texts.receiver, let reason = texts.sendReason else {
            return mistaken(visit, texts: texts, written: texts.sendReason)
        }
        let terms = City.HandOverTerms(
            department: receiver,
            queue: Self.queue(form, visit, of: receiver),
            reason: reason,
            time: WorkRules.standard.offerTime
        )
        let handOver = try await city.handOver([visit.row.item], terms, by: worker.department, acting: visit.visit.role)
        let queues = city.queues
        let lease = form["lease"].flatMap { UUID(uuidString: $0) }
        return try await speak("hand-over", as: visit.visit.behalf, form, visit, next: next, written: reason) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> [ItemResult] in
            if let lease { return try queues.handOver(handOver, under: lease, by: worker, on: connection) }
            return try queues.handOverAccepted(handOver, by: worker, on: connection)
        }
    }

    /// The queue across the edge, where the form offers it to whom lies there; else the one they have for the place.
    private static func queue(_ form: FormParameters, _ visit: ItemVisit, of receiver: String) -> String? {
        guard form["to"] == receiver, let other = visit.evidence?.runnerUp, other.department == receiver,
            visit.visit.city.hasQueue(other.queue, of: receiver)
        else { return nil }
        return other.queue
    }

    /// Whether this form was sent before and did what it says: then the item may be gone already.
    func wasDone(
        _ name: String,
        _ form: FormParameters,
        _ visit: StaffVisit,
        _ context: DispatchContext
    ) async throws -> Bool {
        let item = context.captured("item") ?? ""
        let key = try FormToken(form).key(visit, "\(name) \(item)", form)
        return try await visit.city.calls.earlier(key, as: visit.behalf)?.answer() == ItemOutcome.ok.rawValue
    }
}
