import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import ServiceRequests
import Store
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DeskRoutes {
    /// GET `/desk/items/{item}/reroute[?service=&lat=&long=]`: what is corrected, and what would be decided then.
    func correct(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let visit = try await find(staff, context)
        guard visit.row.canClose(staff.worker) else { return Pages.redirect(to: visit.address) }
        return pages.reroute(Self.target(visit), query: staff.page.query)
    }

    /// POST: it is decided anew, and may be another department's then.
    func reroute(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let key = try FormToken(form).key(staff, "reroute \(context.captured("item") ?? "")", form)
        if let earlier = try await staff.city.calls.earlier(key, as: staff.behalf), let next = try earlier.answer() {
            return Pages.redirect(to: next)
        }
        let visit = try await find(staff, context, of: form)
        guard visit.row.canClose(staff.worker) else { return lost(visit, written: form["reason"]) }
        let target = Self.target(visit)
        var read = RerouteForm(form, of: visit.file.legs.first?.subject, words: visit.words)
        read.confirm(form)
        guard read.problems.isEmpty, let reason = read.reason else {
            return pages.reroute(target, read, status: .unprocessableContent)
        }
        let (item, city, worker, changes) = (visit.row.item, staff.city, staff.worker, read.changes)
        let lease = form["lease"].flatMap { UUID(uuidString: $0) }
        let refusal = Mutex<MoveRefusal?>(nil)
        let moved = Mutex<[Int64]>([])
        let address = visit.address
        let result = try await city.calls.once(key, as: staff.behalf) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            let rerouted = try city.moves.reroute(item: item, under: lease, reason: reason, by: worker, on: connection)
            {
                subject in
                city.correction(of: subject, with: changes)
            }
            switch rerouted {
            case .done(let rerouted):
                moved.withLock { $0 = rerouted.legs.map(\.item) }
                let stays = rerouted.legs.contains {
                    $0.item == item && $0.department == worker.department && $0.change != .cancelled
                }
                return stays ? "\(address)?said=rerouted" : "/desk?said=rerouted-away"
            case .refused(let why):
                refusal.withLock { $0 = why }
                return nil
            }
        }
        guard let next = try result.answer() else {
            let now = try await ItemVisit(again: visit, files: city.files)
            let loss = Self.loss(refusal.withLock(\.self), now, written: reason)
            return page(now, status: .conflict, loss: loss)
        }
        await city.queues.ring(moved.withLock(\.self))
        await city.watch.poke(visit.file.serviceRequestID)
        return Pages.redirect(to: next)
    }

    private static func target(_ visit: ItemVisit) -> RerouteTarget {
        RerouteTarget(
            file: visit.file,
            words: visit.words,
            visit: visit.visit,
            back: visit.address,
            action: "\(visit.address)/reroute",
            lease: visit.isHeld ? visit.row.holding?.lease.uuidString.lowercased() : nil
        )
    }
}
