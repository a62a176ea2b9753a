import GeoReport
import Hummingbird
import Postgres
import ServiceRequests
import Store
import Synchronization

extension DeskRoutes {
    /// POST `/desk/items/{item}/contact`: shows an item's contact details once, and writes down who looked.
    ///
    /// Only a form does, so nothing that fetches or loads anew looks by accident; the same form once more shows nothing.
    func contact(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(staff, context, of: form)
        let (item, looks, worker) = (visit.row.item, visit.visit.city.contacts, visit.visit.worker)
        let key = try FormToken(form).key(visit.visit, "contact \(item)", form)
        let seen = Mutex<ServiceRequest.Contact?>(nil)
        let result = try await visit.visit.city.calls.once(key, as: visit.visit.role) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            seen.withLock { $0 = nil }
            switch try looks.look(at: item, by: worker, on: connection) {
            case .done(let look):
                seen.withLock { $0 = look?.contact }
                return look == nil ? "none" : "seen"
            case .refused: return nil
            }
        }
        guard let answer = try result.answer() else {
            return unseen(try await ItemVisit(again: visit, files: visit.visit.city.files))
        }
        guard let contact = seen.withLock(\.self) else {
            return Pages.redirect(to: answer == "seen" ? "\(visit.address)?said=contact" : visit.address)
        }
        await visit.visit.city.watch.poke(visit.file.serviceRequestID)
        // With the line that was just written; the item may have moved on since, which takes nothing back.
        let now = try? await ItemVisit(again: visit, files: visit.visit.city.files)
        return page(now ?? visit, contact: contact)
    }

    private func unseen(_ visit: ItemVisit) -> Response {
        guard visit.row.offer != nil, visit.row.closedAt == nil else { return lost(visit, written: nil) }
        let loss = ItemView.Loss(
            words: "This item is offered to your department, which has not accepted it.",
            advice: "Accept it, and you can look at the contact details.",
            written: nil
        )
        return page(visit, status: .conflict, loss: loss)
    }
}
