import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// What whoever has the private link says of a report.
extension ResidentRoutes {
    /// POST `/r/{id}/note?key`: a note for the people who deal with it.
    func note(_ request: Request, _ context: DispatchContext) async throws -> Response {
        try await say(.note, request, context)
    }

    /// POST `/r/{id}/answer?key`: an answer to what departments asked.
    func answerQuestion(_ request: Request, _ context: DispatchContext) async throws -> Response {
        try await say(.answer, request, context)
    }

    /// POST `/r/{id}/confirmed?key`: it is fixed.
    func confirmed(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        _ = try await FormParameters(page: request)
        let text = context.captured("service_request_id") ?? ""
        guard let id = ServiceRequest.ID(text)?.text else { return unknown(text, visit) }
        let retry = MessageView.Retry(
            action: StatusForm.action("confirmed", id, visit.key, visit),
            label: visit.words("status_fixed_button"),
            fields: [HiddenField(name: "fixed", value: "yes")]
        )
        do {
            return try await confirm(id, retry, visit)
        } catch StoreError.unavailable, StoreError.fateUnknown {
            return again(retry, visit.words("status_again_away"), nil, visit)
        }
    }

    private func confirm(_ id: String, _ retry: MessageView.Retry, _ visit: PageVisit) async throws -> Response {
        guard let sight = try await visit.sight(of: id) else { return unknown(id, visit) }
        guard sight.key != nil else { return needsLink(sight, nil, visit) }
        let result = try await visit.city.moves.confirm(id)
        switch result {
        case .done: return await said("confirmed", sight, visit)
        case .refused(.alreadyOpen), .refused(.notDone):
            return notNow(visit.words("status_not_done"), sight, nil, visit)
        case .refused(.unknown): return unknown(id, visit)
        case .refused: return again(retry, visit.words("status_again_moving"), nil, visit)
        }
    }

    private func say(
        _ kind: StatusForm.Kind,
        _ request: Request,
        _ context: DispatchContext
    ) async throws -> Response {
        let visit = try await visit(request)
        let form = try await FormParameters(page: request)
        let reference = context.captured("service_request_id") ?? ""
        guard let id = ServiceRequest.ID(reference)?.text else { return unknown(reference, visit) }
        let text = form[kind.field]?.withPlainLineBreaks ?? ""
        do {
            return try await say(kind, text, of: id, request, visit)
        } catch StoreError.unavailable, StoreError.fateUnknown {
            // Said twice it is written down once.
            return again(kind, id, text, visit.words("status_again_away"), visit)
        }
    }

    private func say(
        _ kind: StatusForm.Kind,
        _ text: String,
        of id: String,
        _ request: Request,
        _ visit: PageVisit
    ) async throws -> Response {
        guard let sight = try await visit.sight(of: id) else { return unknown(id, visit) }
        guard let key = sight.key else { return needsLink(sight, text, visit) }
        if let wrong = StatusForm(kind, id, key, visit, sent: text) {
            return try await statusPage(sight, request, visit, wrong: wrong)
        }
        let moves = visit.city.moves
        let result = kind == .note ? try await moves.note(text, of: id) : try await moves.answer(text, to: id)
        switch result {
        case .done:
            return await said(kind.field, sight, visit)
        case .refused(.tooManyWords):
            let number = String(WorkRules.standard.wordsADay)
            let error = visit.words("status_too_many", ["number": number])
            let wrong = StatusForm(kind, id, key, visit, typed: text, error: error)
            return try await statusPage(sight, request, visit, wrong: wrong, status: .tooManyRequests)
        case .refused(.alreadyClosed) where kind == .note:
            return notNow(visit.words("status_note_closed"), sight, text, visit)
        case .refused(.alreadyClosed), .refused(.notAsked):
            return notNow(visit.words("status_answer_closed"), sight, text, visit)
        case .refused(.unknown):
            return unknown(id, visit)
        case .refused:
            return again(kind, id, text, visit.words("status_again_moving"), visit)
        }
    }

    /// Back to the page, which shows it, here and wherever else it is open.
    private func said(_ what: String, _ sight: StatusSight, _ visit: PageVisit) async -> Response {
        await visit.city.watch.poke(sight.record.id)
        return Pages.redirect(to: visit.address(sight.page("said=\(what)")))
    }

    /// Nothing was done, or nobody knows: what was written goes with the next press.
    func again(
        _ kind: StatusForm.Kind,
        _ id: String,
        _ text: String?,
        _ why: String,
        _ visit: PageVisit
    ) -> Response {
        let form = StatusForm(kind, id, visit.key, visit)
        let retry = MessageView.Retry(
            action: form.action,
            label: form.button,
            // A form without any field would be sent as a link by some browsers.
            fields: [HiddenField(name: kind.field, value: text ?? "")]
        )
        return again(retry, why, text, visit)
    }

    private func again(_ retry: MessageView.Retry, _ why: String, _ text: String?, _ visit: PageVisit) -> Response {
        let view = MessageView(heading: visit.words("status_again"), sentences: [why], retry: retry, quote: text)
        return message(view, status: .serviceUnavailable, for: visit)
    }

    private func needsLink(_ sight: StatusSight, _ text: String?, _ visit: PageVisit) -> Response {
        let view = MessageView(
            heading: visit.words("status_needs_link"),
            sentences: [visit.words("status_needs_link_why")],
            ways: [.init(address: visit.address(sight.page()), label: visit.words("status_back"))],
            quote: text
        )
        return message(view, status: .forbidden, for: visit)
    }

    private func notNow(_ why: String, _ sight: StatusSight, _ text: String?, _ visit: PageVisit) -> Response {
        let view = MessageView(
            heading: visit.words("status_not_now"),
            sentences: [why],
            ways: [.init(address: visit.address(sight.page()), label: visit.words("status_back"))],
            quote: text
        )
        return message(view, status: .conflict, for: visit)
    }
}
