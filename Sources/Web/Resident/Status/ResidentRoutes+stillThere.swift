import GeoReport
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// The longest reason, in characters.
    private static let longestReason = 500

    /// POST `/r/{id}/still-there`: the problem was not dealt with; the report is open again, once however often it is
    /// said.
    func stillThere(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let form = try await FormParameters(page: request)
        let text = context.captured("service_request_id") ?? ""
        guard let id = ServiceRequest.ID(text)?.text else { return unknown(text, visit) }
        let reader = visit.city.reader
        guard let ties = try await reader.ties(of: id), let record = try await reader.record(id) else {
            return unknown(text, visit)
        }
        let reason = form["reason"]
        if let reason, reason.unicodeScalars.count > Self.longestReason || !reason.isPlain(isOneLine: false) {
            let view = MessageView(
                heading: "Please say it in fewer words",
                sentences: ["Use at most \(Self.longestReason) characters. Nothing was changed yet."],
                ways: [.init(address: "/r/\(id)", label: "Back to the report", isButton: true)]
            )
            return message(view, status: .unprocessableContent, for: visit)
        }
        // A private report's reference proves nothing: only its private link does.
        guard !ties.isPrivate else { return call(record, "This report is private.", visit) }
        switch try await visit.city.moves.reopen(id, reason: reason, by: .resident) {
        case .done:
            return Pages.redirect(to: "/r/\(id)?reopened=1")
        case .refused(.alreadyOpen):
            return Pages.redirect(to: "/r/\(id)")
        case .refused(.tooLate):
            return call(record, "It was closed too long ago.", visit)
        case .refused(.tooOften):
            return call(record, "It was opened again several times before.", visit)
        case .refused(.unknown):
            return unknown(text, visit)
        case .refused:
            throw Refusal.unavailable("The report is being worked on at this moment; say it again.")
        }
    }

    /// It cannot be opened again here; whom to call.
    private func call(_ record: ServiceRequest.Record, _ why: String, _ visit: PageVisit) -> Response {
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
            ways: [
                .init(address: "/report", label: "Report the problem", isButton: true),
                .init(address: "/r/\(record.id)", label: "Back to the report"),
            ]
        )
        return message(view, status: .conflict, for: visit)
    }
}
