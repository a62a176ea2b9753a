import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import Store

extension DeskRoutes {
    /// What becomes of a clock, done at most once for each form.
    private typealias Turn = @Sendable (isolated PostgresConnection) throws(PostgresError) -> PauseResult

    /// An accepted item's clock stands still.
    func pause(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(staff, context, of: form)
        let read = PauseForm(form)
        guard let reason = read.reason, read.problems.isEmpty else {
            // A form that is not there any more is told as the loss it is.
            guard visit.row.place == .accepted, visit.row.pause == nil else { return refused(visit, read.reason) }
            return page(visit, status: .unprocessableContent, pause: read)
        }
        let (item, queues, worker) = (visit.row.item, visit.visit.city.queues, visit.visit.worker)
        return try await turn("pause", as: visit.visit.role, form, visit, said: "paused", written: reason) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> PauseResult in
            try queues.pause(item, by: worker, reason: reason, on: connection)
        }
    }

    /// It runs again.
    func resume(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(staff, context, of: form)
        let (item, queues, worker) = (visit.row.item, visit.visit.city.queues, visit.visit.worker)
        let catalog = visit.visit.city.catalog
        return try await turn("resume", as: visit.visit.behalf, form, visit, said: "resumed", written: nil) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> PauseResult in
            try queues.resume(item, by: worker, catalog: catalog, on: connection)
        }
    }

    private func turn(
        _ name: String,
        as role: ActingRole,
        _ form: FormParameters,
        _ visit: ItemVisit,
        said: String,
        written: String?,
        _ turn: Turn
    ) async throws -> Response {
        let key = try FormToken(form).key(visit.visit, "\(name) \(visit.row.item)", form)
        let result = try await visit.visit.city.calls.once(key, as: role) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            try turn(connection).outcome.rawValue
        }
        guard try result.answer() == PauseResult.Outcome.ok.rawValue else {
            return refused(try await ItemVisit(again: visit, files: visit.visit.city.files), written)
        }
        return Pages.redirect(to: "\(visit.address)?said=\(said)")
    }

    private func refused(_ visit: ItemVisit, _ written: String?) -> Response {
        page(visit, status: .conflict, loss: ItemView.Loss(clockOf: visit.row, written: written, words: visit.words))
    }
}

extension ItemView.Loss {
    /// Why an item's clock was not stopped or started, by how it stands now.
    init(clockOf row: ItemRow, written: String?, words: StaffWords) {
        guard row.place == .accepted else {
            self.init(row, written: written, words: words)
            return
        }
        self.init(
            words: row.pause == nil ? "The clock of this item runs again already." : "The clock is paused already.",
            advice: "How it stands is shown below.",
            written: written
        )
    }
}
