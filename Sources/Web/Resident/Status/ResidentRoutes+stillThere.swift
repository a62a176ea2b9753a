import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// POST `/r/{id}/still-there`: the problem was not dealt with; the report is open again, once however often it is
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
        let reader = visit.city.reader
        guard let ties = try await reader.ties(of: id), let record = try await reader.record(id) else {
            return unknown(id, visit)
        }
        // A private report's reference proves nothing: only its private link does.
        guard !ties.isPrivate else { return call(record, "This report is private.", reason, visit) }
        if let reason, let wrong = StillThereForm(id, sent: reason) {
            return try await statusPage(record, request, visit, wrong: wrong)
        }
        switch try await visit.city.moves.reopen(id, reason: reason, by: .resident) {
        case .done, .refused(.alreadyOpen):
            return Pages.redirect(to: "/r/\(id)?reopened=1")
        case .refused(.calledOff):
            return calledOff(record, reason, visit)
        case .refused(.tooLate):
            return call(record, "It was closed too long ago.", reason, visit)
        case .refused(.tooOften):
            return call(record, "It was opened again several times before.", reason, visit)
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
                action: "/r/\(id)/still-there",
                label: "The problem is still there",
                // A form without any field would be sent as a link by some browsers.
                fields: [HiddenField(name: "reason", value: reason ?? "")]
            ),
            quote: reason
        )
        return message(view, status: .serviceUnavailable, for: visit)
    }

    /// It was called off, so nothing of it can be still there; it says why and where to report anew.
    private func calledOff(_ record: ServiceRequest.Record, _ reason: String?, _ visit: PageVisit) -> Response {
        let why = record.statusNotes.map { "The report was called off: \($0)" } ?? "The report was called off."
        let view = MessageView(
            heading: "This report was called off",
            sentences: [why.asSentence, "If there is a problem, please report it anew."],
            ways: Self.ways(from: record),
            quote: reason
        )
        return message(view, status: .conflict, for: visit)
    }

    /// It cannot be opened again here; whom to call.
    private func call(
        _ record: ServiceRequest.Record,
        _ why: String,
        _ reason: String?,
        _ visit: PageVisit
    ) -> Response {
        let words = HistoryWords(catalog: visit.city.catalog, language: visit.language)
        let owner = visit.city.catalog.department(record.department)
        let whom = words.name(record.department)
        let phone = owner?.phone.map { ", telephone \($0)" } ?? ""
        let view = MessageView(
            heading: "This report cannot be opened again here",
            sentences: [
                "\(why) Please call \(whom)\(phone), and give the reference \(HistoryWords.shown(record.id)).",
                "If the problem is there again, you can also report it anew.",
            ],
            ways: Self.ways(from: record),
            quote: reason
        )
        return message(view, status: .conflict, for: visit)
    }

    private static func ways(from record: ServiceRequest.Record) -> [MessageView.Way] {
        [
            .init(address: "/report", label: "Report the problem", isButton: true),
            .init(address: "/r/\(record.id)", label: "Back to the report"),
        ]
    }
}
