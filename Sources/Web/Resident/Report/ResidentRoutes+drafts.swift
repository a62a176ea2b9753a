import GeoReport
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// What is written in a draft; throws the page that tells where there is none, or the way to what it became.
    func written(_ id: ReportDraft.ID?, _ visit: PageVisit) async throws -> ReportForm {
        guard let id, let draft = try await visit.city.drafts.draft(id) else {
            let lost = MessageView(
                heading: visit.words("report_lost_heading"),
                sentences: [visit.words("report_lost_kept"), visit.words("report_lost_sent")],
                ways: [
                    .init(address: visit.address("/report/where"), label: visit.words("report_start"), isButton: true),
                    .init(address: visit.address("/follow"), label: visit.words("report_lost_follow")),
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
        let view = MessageView(
            heading: visit.words("report_gone_heading"),
            sentences: [draft == nil ? visit.words("report_gone") : visit.words("report_gone_kept")],
            ways: [
                .init(
                    address: draft == nil ? visit.address("/") : trail.address("/report/what"),
                    label: visit.words("report_gone_choose"),
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
