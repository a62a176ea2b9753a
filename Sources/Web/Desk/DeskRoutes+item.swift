import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DeskRoutes {
    /// What becomes of a word about an item, done at most once for each form.
    typealias Word = @Sendable (isolated PostgresConnection) throws(PostgresError) -> [ItemResult]

    func item(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let visit = try await find(staff, context)
        let said = visit.visit.page.query["said"]
        let notice = StaffNotice(said, of: visit.row, for: visit.visit.worker)
        return page(visit, notice: notice, back: .list(before: request, else: .desk))
    }

    /// Closes an item that this worker holds, or that the department has accepted.
    func complete(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(staff, context, of: form)
        let note = form["note"]
        let read = try await outcome(form, visit)
        guard let outcome = read.outcome else { return mistaken(visit, form: read, written: note) }
        let completion = Completion(item: visit.row.item, outcome: outcome, note: note)
        let queues = visit.visit.city.queues
        let worker = visit.visit.worker
        let lease = form["lease"].flatMap { UUID(uuidString: $0) }
        return try await speak(
            "complete",
            as: completion.isOfDuplicate ? visit.visit.behalf : visit.visit.role,
            form,
            visit,
            next: "\(visit.address)?said=completed",
            written: note
        ) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> [ItemResult] in
            if let lease { return try queues.complete([completion], under: lease, by: worker, on: connection) }
            return try queues.completeAccepted([completion], by: worker, on: connection)
        }
    }

    /// The department owns it now, and closes it later.
    func accept(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(staff, context, of: form)
        let texts = HandTexts(form)
        guard texts.problems.isEmpty else { return mistaken(visit, texts: texts, written: texts.reference) }
        let acceptance = Acceptance(item: visit.row.item, reference: texts.reference)
        let queues = visit.visit.city.queues
        let worker = visit.visit.worker
        let lease = try Self.lease(form)
        return try await speak(
            "accept",
            as: visit.visit.role,
            form,
            visit,
            next: "\(visit.address)?said=accepted",
            written: texts.reference
        ) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> [ItemResult] in
            try queues.accept([acceptance], under: lease, by: worker, on: connection)
        }
    }

    /// Back to the front of its queue.
    func release(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(staff, context, of: form)
        let texts = HandTexts(form)
        guard texts.problems.isEmpty else { return mistaken(visit, texts: texts, written: texts.reason) }
        let item = visit.row.item
        let queues = visit.visit.city.queues
        let worker = visit.visit.worker
        let lease = try Self.lease(form)
        // At the cap of attempts it goes to triage, and the department has no page of it any more.
        let isLast =
            visit.row.attempt >= WorkRules.standard.maximumAttempts && visit.visit.department != Department.triage
        let next = isLast ? "/desk?said=triaged" : "\(visit.address)?said=released"
        return try await speak("release", as: visit.visit.behalf, form, visit, next: next, written: texts.reason) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> [ItemResult] in
            try queues.release([item], under: lease, by: worker, reason: texts.reason, on: connection)
        }
    }

    /// More time; harmless to repeat, so it needs no token.
    func renew(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(staff, context, of: form)
        let renewal = try await visit.visit.city.queues.renew(
            try Self.lease(form),
            by: visit.visit.worker,
            for: Self.lease
        )
        guard let renewal, renewal.items.contains(visit.row.item) else {
            return lost(try await ItemVisit(again: visit, files: visit.visit.city.files), written: nil)
        }
        // Renewals end an hour after the claim: then less than asked for was given.
        let isShort = renewal.expiresAt < visit.file.at + (Self.lease - .seconds(60)) / .seconds(1)
        return Pages.redirect(to: "\(visit.address)?said=\(isShort || renewal.isCapped ? "longest" : "renewed")")
    }

    // MARK: - Parts

    func find(
        _ visit: StaffVisit,
        _ context: DispatchContext,
        of form: FormParameters? = nil
    ) async throws -> ItemVisit {
        do {
            return try await ItemVisit(visit, context, files: visit.city.files)
        } catch let refusal as Refusal where refusal.status == .notFound && form != nil {
            // A form of ours named it, so it was the department's until a moment ago.
            throw Refusal(
                .gone,
                "item_gone",
                "your department no longer has this item: an offer has its end, and others may move what is theirs. "
                    + "Nothing was written down",
                details: form?.written.map { "You wrote: \($0)" } ?? []
            )
        }
    }

    /// Reads the form that closes an item; an original must be another request that the department may read.
    private func outcome(_ form: FormParameters, _ visit: ItemVisit) async throws -> OutcomeForm {
        let cipher = visit.visit.city.row.cipher
        let read = OutcomeForm(form, of: visit.file.serviceRequestID, cipher: cipher)
        guard let outcome = read.outcome else { return read }
        let completion = Completion(item: visit.row.item, outcome: outcome)
        let misnamed = try await visit.visit.city.files.misnamed([completion], by: visit.visit.department)
        guard !misnamed.isEmpty else { return read }
        return OutcomeForm(form, of: visit.file.serviceRequestID, cipher: cipher, isOriginalKnown: false)
    }

    /// The form with its mistakes; where the item has no such form any more, why, and what was typed.
    func mistaken(
        _ visit: ItemVisit,
        form: OutcomeForm = OutcomeForm(),
        texts: HandTexts = HandTexts(),
        written: String?
    ) -> Response {
        let isThere =
            form.hasProblems || texts.isHandOver ? visit.row.canClose(visit.visit.worker) : visit.isHeld
        guard isThere else { return lost(visit, written: written) }
        return page(visit, status: .unprocessableContent, form: form, texts: texts)
    }

    /// Says a word about an item and shows what came of it.
    func speak(
        _ name: String,
        as role: ActingRole,
        _ form: FormParameters,
        _ visit: ItemVisit,
        next: String,
        written: String?,
        isOwn: Bool = true,
        _ word: Word
    ) async throws -> Response {
        let key = try FormToken(form).key(visit.visit, "\(name) \(visit.row.item)", form)
        let result = try await visit.visit.city.calls.once(key, as: role) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            try word(connection).first.map(\.outcome.rawValue)
        }
        guard try result.answer() == ItemOutcome.ok.rawValue else {
            let now = try await ItemVisit(again: visit, files: visit.visit.city.files)
            return lost(now, written: written, isOwn: isOwn)
        }
        // Where it waits again, somebody may be waiting for it.
        await visit.visit.city.queues.ring([visit.row.item])
        return Pages.redirect(to: next)
    }

    /// Why what was sent was not done with an item that one had oneself, or that somebody else had.
    func lost(_ visit: ItemVisit, written: String?, isOwn: Bool = true) -> Response {
        let loss =
            isOwn
            ? ItemView.Loss(visit.row, written: written, words: visit.words)
            : ItemView.Loss(notOwn: visit.row, written: written, words: visit.words)
        return page(visit, status: .conflict, loss: loss)
    }

    func page(
        _ visit: ItemVisit,
        status: HTTPResponse.Status = .ok,
        notice: StaffNotice? = nil,
        loss: ItemView.Loss? = nil,
        form: OutcomeForm = OutcomeForm(),
        texts: HandTexts = HandTexts(),
        pause: PauseForm = PauseForm(),
        ask: AskForm = AskForm(),
        move: MoveForm? = nil,
        photoProblems: [String] = [],
        contact: ServiceRequest.Contact? = nil,
        back: WayBack = .desk
    ) -> Response {
        var view = ItemView(
            visit.file,
            visit.row,
            words: visit.words,
            worker: visit.visit.worker,
            permissions: visit.visit.session.permissions,
            notice: notice,
            loss: loss,
            form: form,
            texts: texts,
            pause: pause,
            ask: ask,
            move: move,
            evidence: visit.evidence,
            nearby: visit.nearby,
            photos: PhotosView(visit.photos, of: visit.row.item, visit.words),
            photoForm: photos.flatMap { $0.canDraw ? PhotoForm($0, problems: photoProblems) : nil },
            shown: contact
        )
        view.back = back
        let title = "\(view.heading) \(view.file.reference)"
        return pages.response(
            Page(
                "item",
                title: status == .ok ? title : "Error: \(title)",
                view: view,
                audience: .staff,
                status: status
            ),
            for: visit.visit.page
        )
    }

    static func lease(_ form: FormParameters) throws(Refusal) -> UUID {
        guard let lease = form["lease"].flatMap({ UUID(uuidString: $0) }) else {
            throw .badRequest("expected a form as our page makes it, found one without its lease")
        }
        return lease
    }
}

extension FormParameters {
    /// What a person typed into a form about an item.
    fileprivate var written: [String] {
        ["note", "reason", "reference", "decline-reason", "hand-over-reason", "question", "text"].compactMap {
            self[$0]
        }
        .filter { !$0.isEmpty }
    }
}
