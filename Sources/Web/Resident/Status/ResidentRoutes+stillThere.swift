import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// POST `/r/{id}/still-there[?key]`: the problem was not dealt with; the report is open again, once however often it is
    /// said.
    func stillThere(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let form = try await FormParameters(page: request)
        let text = context.captured("service_request_id") ?? ""
        guard let id = ServiceRequest.ID(text)?.text else { return unknown(text, visit) }
        let reason = form["reason"]?.withPlainLineBreaks
        do {
            return try await reopen(id, reason, request, visit)
        } catch StoreError.unavailable, StoreError.fateUnknown {
            // Said twice it is done once, so pressing again is right also where it was done already.
            return again(.stillThere, id, reason, visit.words("status_again_away"), visit)
        }
    }

    private func reopen(
        _ id: String,
        _ reason: String?,
        _ request: Request,
        _ visit: PageVisit
    ) async throws -> Response {
        guard let sight = try await visit.sight(of: id) else { return unknown(id, visit) }
        // A private report's reference proves nothing: only its private link does.
        guard !sight.ties.isPrivate || sight.key != nil else {
            return call(sight, visit.words("status_is_private"), reason, visit)
        }
        if let reason, let wrong = StatusForm(.stillThere, id, sight.key, visit, sent: reason) {
            return try await statusPage(sight, request, visit, wrong: wrong)
        }
        switch try await visit.city.moves.reopen(id, reason: reason, by: .resident) {
        case .done, .refused(.alreadyOpen):
            await visit.city.watch.poke(id)
            return Pages.redirect(to: visit.address(sight.page("reopened=1")))
        case .refused(.calledOff):
            return calledOff(sight, reason, visit)
        case .refused(.tooLate):
            return call(sight, visit.words("status_too_late"), reason, visit)
        case .refused(.tooOften):
            return call(sight, visit.words("status_too_often"), reason, visit)
        case .refused(.unknown):
            return unknown(id, visit)
        case .refused:
            return again(.stillThere, id, reason, visit.words("status_again_moving"), visit)
        }
    }

    /// It was called off, so nothing of it can be still there; it says why and where to report anew.
    private func calledOff(_ sight: StatusSight, _ reason: String?, _ visit: PageVisit) -> Response {
        let words = visit.words
        let why = sight.record.statusNotes.map { words("status_called_off_why", ["reason": $0.asSentence]) }
        let view = MessageView(
            heading: words("status_was_called_off"),
            sentences: [why ?? words("status_called_off"), words("status_please_anew")],
            ways: Self.ways(from: sight, visit),
            quote: reason
        )
        return message(view, status: .conflict, for: visit)
    }

    /// It cannot be opened again here; whom to call.
    private func call(
        _ sight: StatusSight,
        _ why: String,
        _ reason: String?,
        _ visit: PageVisit
    ) -> Response {
        let words = visit.words
        let history = HistoryWords(catalog: visit.city.catalog, language: visit.language)
        var values = [
            "name": history.name(sight.record.department), "reference": HistoryWords.shown(sight.record.id),
        ]
        values["phone"] = visit.city.catalog.department(sight.record.department)?.phone
        let call = values["phone"] == nil ? words("status_call", values) : words("status_call_phone", values)
        let view = MessageView(
            heading: words("status_no_reopening"),
            sentences: ["\(why) \(call)", words("status_or_anew")],
            ways: Self.ways(from: sight, visit),
            quote: reason
        )
        return message(view, status: .conflict, for: visit)
    }

    private static func ways(from sight: StatusSight, _ visit: PageVisit) -> [MessageView.Way] {
        [
            .init(address: visit.address("/report/where"), label: visit.words("status_report_it"), isButton: true),
            .init(address: visit.address(sight.page()), label: visit.words("status_back")),
        ]
    }
}
