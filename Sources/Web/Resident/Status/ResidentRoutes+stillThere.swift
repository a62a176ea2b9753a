import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// POST `/r/{id}/still-there[?key]`: the problem was not dealt with; the report is open again, once however often it is
    /// said.
    func stillThere(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let form = try await FormParameters(page: request)
        let text = context.captured("service_request_id") ?? ""
        guard let id = ServiceRequest.ID(text)?.text else { return unknown(text, visit) }
        let reason = form["reason"]?.withPlainLineBreaks
        do {
            return try await reopen(id, reason, request, visit)
        } catch StoreError.unavailable, StoreError.fateUnknown {
            // Said twice it is done once, so pressing again is right also where it was done already.
            return again(id, reason, "The database cannot be reached just now.", visit)
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
            return call(sight, "This report is private.", reason, visit)
        }
        if let reason, let wrong = StillThereForm(id, sight.key, sent: reason) {
            return try await statusPage(sight, request, visit, wrong: wrong)
        }
        switch try await visit.city.moves.reopen(id, reason: reason, by: .resident) {
        case .done, .refused(.alreadyOpen):
            await visit.city.watch.poke(id)
            return Pages.redirect(to: sight.page("reopened=1"))
        case .refused(.calledOff):
            return calledOff(sight, reason, visit)
        case .refused(.tooLate):
            return call(sight, "It was closed too long ago.", reason, visit)
        case .refused(.tooOften):
            return call(sight, "It was opened again several times before.", reason, visit)
        case .refused(.unknown):
            return unknown(id, visit)
        case .refused:
            return again(id, reason, "The report is being worked on at this moment.", visit)
        }
    }

    /// Nothing was done, or nobody knows: what was written goes with the next press.
    private func again(_ id: String, _ reason: String?, _ why: String, _ visit: PageVisit) -> Response {
        let view = MessageView(
            heading: "Please press once more",
            sentences: ["\(why) Press the button in a moment: it counts once."],
            retry: .init(
                action: StillThereForm.action(id, visit.query["key"].flatMap { RequestKey($0) }),
                label: "The problem is still there",
                // A form without any field would be sent as a link by some browsers.
                fields: [HiddenField(name: "reason", value: reason ?? "")]
            ),
            quote: reason
        )
        return message(view, status: .serviceUnavailable, for: visit)
    }

    /// It was called off, so nothing of it can be still there; it says why and where to report anew.
    private func calledOff(_ sight: StatusSight, _ reason: String?, _ visit: PageVisit) -> Response {
        let why = sight.record.statusNotes.map { "The report was called off: \($0)" } ?? "The report was called off."
        let view = MessageView(
            heading: "This report was called off",
            sentences: [why.asSentence, "If there is a problem, please report it anew."],
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
        let words = HistoryWords(catalog: visit.city.catalog, language: visit.language)
        let owner = visit.city.catalog.department(sight.record.department)
        let whom = words.name(sight.record.department)
        let phone = owner?.phone.map { ", telephone \($0)" } ?? ""
        let view = MessageView(
            heading: "This report cannot be opened again here",
            sentences: [
                "\(why) Please call \(whom)\(phone), and give the reference \(HistoryWords.shown(sight.record.id)).",
                "If the problem is there again, you can also report it anew.",
            ],
            ways: Self.ways(from: sight, visit),
            quote: reason
        )
        return message(view, status: .conflict, for: visit)
    }

    private static func ways(from sight: StatusSight, _ visit: PageVisit) -> [MessageView.Way] {
        [
            .init(address: visit.address("/report/where"), label: "Report the problem", isButton: true),
            .init(address: visit.address(sight.page()), label: "Back to the report"),
        ]
    }
}
