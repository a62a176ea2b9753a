import GeoReport
import Hummingbird
import Postgres
import Store

extension DeskRoutes {
    /// Asks the resident something about an item, who reads it on the report's page and answers there.
    func ask(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(staff, context, of: form)
        let read = AskForm(form)
        guard let question = read.question, read.problems.isEmpty else {
            guard visit.row.isOpen else { return notAsked(visit, read.question) }
            return page(visit, status: .unprocessableContent, ask: read)
        }
        let (item, moves, worker) = (visit.row.item, visit.visit.city.moves, visit.visit.worker)
        let key = try FormToken(form).key(visit.visit, "ask \(item)", form)
        let result = try await visit.visit.city.calls.once(key, as: visit.visit.behalf) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            switch try moves.ask(question, about: item, by: worker, on: connection) {
            case .done: "ok"
            case .refused: nil
            }
        }
        guard try result.answer() == "ok" else {
            return notAsked(try await ItemVisit(again: visit, files: visit.visit.city.files), question)
        }
        await visit.visit.city.watch.poke(visit.file.serviceRequestID)
        return Pages.redirect(to: "\(visit.address)?said=asked")
    }

    private func notAsked(_ visit: ItemVisit, _ written: String?) -> Response {
        page(visit, status: .conflict, loss: ItemView.Loss(visit.row, written: written, words: visit.words))
    }
}

extension ItemRow {
    /// Whether somebody must still do something with it.
    fileprivate var isOpen: Bool { place != .closed && place != .cancelled }
}
