import GeoReport
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

/// The rarer moves of an item and of its request.
extension DeskRoutes {
    /// What was done with an item, or why not: a word for its keeper, and the items that wait now.
    private struct Step: Sendable {
        var refusal: MoveRefusal?
        var moved: [Int64] = []
    }

    /// A note for staff, or one for the resident too.
    func note(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(staff, context, of: form)
        let longest = WorkRules.standard.longestWords
        let read = MoveForm(.note, form, missing: "Write the note.", longest: longest, isOneLine: false)
        guard read.problems.isEmpty else { return page(visit, status: .unprocessableContent, move: read) }
        let (item, moves, worker) = (visit.row.item, visit.visit.city.moves, visit.visit.worker)
        return try await move(form, visit, read, said: read.isPublic ? "told" : "noted") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            switch try moves.note(read.text, about: item, isPublic: read.isPublic, by: worker, on: connection) {
            case .done: .done([])
            case .refused(let why): .refused(why)
            }
        }
    }

    /// Another department is needed too: a leg of its own.
    func addLeg(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(staff, context, of: form)
        let read = MoveForm(
            .leg,
            form,
            visit.words,
            but: [staff.department, Department.triage],
            missing: "Say what they are needed for; both departments and the resident read it."
        )
        guard read.problems.isEmpty, let department = read.department else {
            return page(visit, status: .unprocessableContent, move: read)
        }
        let (item, city, worker) = (visit.row.item, visit.visit.city, visit.visit.worker)
        let order = HelpOrder(department: department, reason: read.text)
        let lease = form["lease"].flatMap { UUID(uuidString: $0) }
        return try await move(form, visit, read, said: "leg") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            let added = try city.moves.addLeg(for: item, under: lease, reason: read.text, by: worker, on: connection) {
                subject in
                city.leg(for: order, beside: worker.department, of: subject)
            }
            switch added {
            case .done(let leg): return .done([leg.item])
            case .refused(let why): return .refused(why)
            }
        }
    }

    /// The owner takes back what it has offered.
    func withdraw(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(staff, context, of: form)
        let read = MoveForm(.withdraw, form, missing: "Say why; both departments read it.")
        guard read.problems.isEmpty else { return page(visit, status: .unprocessableContent, move: read) }
        let (item, moves, worker) = (visit.row.item, visit.visit.city.moves, visit.visit.worker)
        return try await move(form, visit, read, said: "withdrawn") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            switch try moves.withdraw(item, reason: read.text, by: worker, on: connection) {
            case .done: .done([item])
            case .refused(let why): .refused(why)
            }
        }
    }

    /// A lead gives back what a colleague of the department holds.
    func giveBack(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        // At the cap of attempts it goes to triage, and the department has no page of it any more.
        if try await wasDone("give-back", form, staff, context) { return Pages.redirect(to: "/desk?said=given-back") }
        let visit = try await find(staff, context, of: form)
        let read = MoveForm(.giveBack, form, missing: "Say why; your colleague reads it.")
        guard read.problems.isEmpty else { return page(visit, status: .unprocessableContent, move: read) }
        guard let holding = visit.row.holding, visit.row.department == staff.department else {
            return lost(visit, written: read.text, isOwn: false)
        }
        let (item, queues, worker) = (visit.row.item, visit.visit.city.queues, visit.visit.worker)
        let lease = try Self.lease(form)
        return try await speak(
            "give-back",
            as: visit.visit.behalf,
            form,
            visit,
            next: "/desk?said=given-back",
            written: read.text,
            isOwn: false
        ) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> [ItemResult] in
            try queues.release(
                [item],
                under: lease,
                by: worker,
                reason: read.text,
                of: holding.holder,
                on: connection
            )
        }
    }

    /// Does a move once for every form, and leads to the item's page; why not, is told there.
    private func move(
        _ form: FormParameters,
        _ visit: ItemVisit,
        _ read: MoveForm,
        said: String,
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]>
    ) async throws -> Response {
        let step = Mutex(Step())
        let key = try FormToken(form).key(visit.visit, "\(read.name) \(visit.row.item)", form)
        let result = try await visit.visit.city.calls.once(key, as: visit.visit.behalf) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            switch try work(connection) {
            case .done(let items):
                step.withLock { $0 = Step(moved: items) }
                return "ok"
            case .refused(let why):
                step.withLock { $0 = Step(refusal: why) }
                return nil
            }
        }
        guard try result.answer() == "ok" else {
            let now = try await ItemVisit(again: visit, files: visit.visit.city.files)
            return page(now, status: .conflict, loss: Self.loss(step.withLock(\.refusal), now, read))
        }
        await visit.visit.city.queues.ring(step.withLock(\.moved))
        await visit.visit.city.watch.poke(visit.file.serviceRequestID)
        return Pages.redirect(to: "\(visit.address)?said=\(said)")
    }

    /// Why a move of an item did not happen, by how it stands now.
    private static func loss(_ refusal: MoveRefusal?, _ visit: ItemVisit, _ read: MoveForm) -> ItemView.Loss {
        // What was offered is in others' hands, if in any.
        if read.name == MoveForm.Kind.withdraw.rawValue, refusal == .notYours {
            return ItemView.Loss(notOwn: visit.row, written: read.text, words: visit.words)
        }
        return loss(refusal, visit, written: read.text)
    }

    /// The same of what one has in hand.
    static func loss(_ refusal: MoveRefusal?, _ visit: ItemVisit, written: String?) -> ItemView.Loss {
        switch refusal {
        case .isAskedAlready, .isAsked, .impossible, .isMoving:
            ItemView.Loss(
                words: refusal?.sentence ?? "",
                advice: "How it stands is shown below.",
                written: written
            )
        default: ItemView.Loss(visit.row, written: written, words: visit.words)
        }
    }
}
