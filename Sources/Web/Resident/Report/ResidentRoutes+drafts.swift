import GeoReport
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// What is written in a draft; throws the page that tells where there is none, or the way to what it became.
    func written(_ id: ReportDraft.ID?, _ visit: PageVisit) async throws -> ReportForm {
        guard let id, let draft = try await visit.city.drafts.draft(id) else {
            let lost = MessageView(
                heading: "We do not have this report",
                sentences: [
                    "A report that is not sent is kept for 24 hours, then it is deleted.",
                    "If you have sent it and noted its reference, you can follow it. If not, please report the "
                        + "problem again.",
                ],
                ways: [
                    .init(address: visit.address("/report/where"), label: "Report a problem", isButton: true),
                    .init(address: visit.address("/follow"), label: "Follow a report"),
                ]
            )
            throw Detour(message(lost, status: .notFound, for: visit))
        }
        switch draft.state {
        case .sent(let serviceRequestID): throw Detour.to(await sentPage(of: id, as: serviceRequestID, visit))
        case .written(let form): return ReportForm(try FormParameters(decoding: form.utf8))
        }
    }

    /// The page for a service that the catalog no longer has; what is written stays in its draft.
    func serviceGone(_ draft: ReportDraft.ID?, _ visit: PageVisit) -> Response {
        let trail = ReportTrail(draft, visit)
        let kept =
            draft == nil
            ? "Please choose another service."
            : "What you have written is kept. Choose the service that comes closest, and check your answers again."
        let view = MessageView(
            heading: "This service is no longer offered",
            sentences: ["The list of services has changed since you chose it. \(kept)"],
            ways: [
                .init(
                    address: draft == nil ? visit.address("/") : trail.address("/report/what"),
                    label: "Choose another service",
                    isButton: true
                )
            ]
        )
        return message(view, status: .notFound, for: visit)
    }
}

extension ReportTrail {
    /// One that carries a draft and what all addresses of the visit carry, and nothing else.
    init(_ draft: ReportDraft.ID?, _ visit: PageVisit) {
        self.init(FormParameters([]))
        self.draft = draft
        kiosk = visit.kiosk?.id
        channel = visit.isByPhone ? .phone : nil
        language = visit.chosenLanguage
    }
}
