import GeoReport
import HTTPTypes
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
            throw Detour(message(lost, status: .notFound, for: visit, draft: id?.text))
        }
        switch draft.state {
        case .sent(let serviceRequestID):
            await finish(id, as: serviceRequestID, visit)
            throw Detour.to(await sentPage(of: id, as: serviceRequestID, visit))
        case .written(let form): return ReportForm(try FormParameters(decoding: form.utf8))
        }
    }

    /// Keeps a report in its draft, or in a new one where that is forgotten: as it is typed, mistakes included.
    ///
    /// What is kept is bounded by what a form may hold: 256 kB of fields (`WebLimits.maximumBody`, and as much of a form with
    /// files), which are three times that where each byte is percent-encoded.
    func keep(
        _ report: ReportForm,
        in id: ReportDraft.ID?,
        _ visit: PageVisit
    ) async throws -> ReportDraft.ID {
        let drafts = visit.city.drafts
        let form = report.parameters.encoded
        guard let id else { return try await drafts.save(form) }
        if try await drafts.replace(id, with: form) { return id }
        if case .sent(let serviceRequestID) = try await drafts.draft(id)?.state {
            await finish(id, as: serviceRequestID, visit)
            throw Detour.to(await sentPage(of: id, as: serviceRequestID, visit))
        }
        return try await drafts.save(form)
    }

    /// The page that keeps a form's words re-sendable where the database fails or is away.
    func away(
        _ form: FormParameters,
        after error: StoreError,
        action: String,
        label: String,
        without lost: String? = nil,
        _ visit: PageVisit
    ) -> Response {
        let view = MessageView(
            heading: visit.words("details_away_heading"),
            sentences: [visit.words("details_away_kept"), visit.words("details_away_wait"), lost].compactMap(\.self),
            retry: .init(
                action: action,
                label: label,
                fields: form.parameters.map { HiddenField(name: $0.name, value: $0.value) }
            )
        )
        return message(view, status: Refusal(error).status, for: visit, draft: form["draft"])
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
        return message(view, status: .notFound, for: visit, draft: draft?.text)
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
