import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import Notices
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/report/check`: everything once more, where it goes and why, and the button.
    func check(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let trail = ReportTrail(visit.query["draft"].flatMap { ReportDraft.ID($0) }, visit)
        let report = try await written(trail.draft, visit)
        let draft = try sendable(report, trail, visit)
        if report["seen"] == ReportForm.lookAgain, try await !nearby(report, visit).isEmpty {
            throw Detour.to(trail.address("/report/nearby"))
        }
        if EdgeQuestion(draft, report, visit) != nil { throw Detour.to(trail.address("/report/edge")) }
        switch visit.city.assigner.assign(draft) {
        case .routed(let decision):
            guard let service = visit.city.catalog.service(named: draft.serviceCode) else {
                return serviceGone(trail.draft, visit)
            }
            var view = CheckView(report, draft, to: service, decision, visit, trail: trail)
            view.photos = try await photos(toCheck: trail, visit)
            view.updates = updatesAddress(in: report, visit).map { visit.words("check_updates", ["email": $0.text]) }
            return pages.response(Page("check", title: visit.words("check_heading"), view: view), for: visit)
        case .outside(let area):
            return outside(area, visit, trail)
        case .unknownService:
            return serviceGone(trail.draft, visit)
        }
    }

    /// POST `/report/check`: the report becomes a service request, once however often the button is pressed.
    func send(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let form = try await FormParameters(page: request)
        let trail = ReportTrail(form["draft"].flatMap { ReportDraft.ID($0) }, visit)
        do {
            let report = try await written(trail.draft, visit)
            guard let id = trail.draft else { throw Detour.to(visit.address("/report/where")) }
            let worker = try await caller(id, request, visit)
            // A call centre is one address, and its reports are others'.
            let entry = worker == nil ? try gate.enter(request, context) : SubmissionEntry()
            var draft = try sendable(report, trail, visit)
            if let worker { draft.wayIn.enter(by: worker) }
            let written = draft
            let outcome = try await entry.send(written, to: visit.city) { suspicion throws(StoreError) in
                try await visit.city.submit(
                    written,
                    key: ReportDrafts.key(of: id),
                    suspicion: suspicion,
                    language: visit.language
                )
            }
            switch outcome {
            case .stored(let receipt, _):
                await finish(id, as: receipt.id, visit, context.logger)
                return Pages.redirect(to: await sentPage(of: id, as: receipt.id, visit, context.logger))
            case .refused(.outside(let area)):
                return outside(area, visit, trail)
            case .refused:
                return serviceGone(id, visit)
            case .keyUsedOtherwise, .inFlight:
                return stillSending(form, visit)
            }
        } catch let error as StoreError {
            context.logger.error("A report could not be sent", metadata: error.metadata)
            let action = visit.address("/report/check")
            return away(form, after: error, action: action, label: visit.words("check_send"), visit)
        }
    }

    /// What the decoder makes of a draft; throws the way to the page where it can be put right.
    func sendable(
        _ report: ReportForm,
        _ trail: ReportTrail,
        _ visit: PageVisit
    ) throws -> ServiceRequest.Draft {
        do throws(GeoReportError) {
            var draft = try draft(of: report, visit)
            draft.wayIn = wayIn(of: report, visit)
            return draft.knowing(report.edge, visit.city.assigner)
        } catch {
            if error.faults.contains(where: { $0.code == .serviceUnknown }) {
                throw Detour(serviceGone(trail.draft, visit))
            }
            // The catalog has changed since: a question is new, or an answer is none any more. Or a change of language
            // kept what was typed without a look at it.
            let isContact = error.faults.allSatisfy { $0.field.map(ReportForm.contactNames.contains) ?? false }
            let page = isContact ? "/report/you" : "/report/details"
            let review = Review(.mistakes, new: unseen(in: report, visit)).parameters
            // Who was not asked yet who they are, is asked after the questions.
            let back = trail.with { $0.isChange = report["told"] != nil || visit.kiosk != nil }
            throw Detour.to(back.address(page, adding: review))
        }
    }

    /// The questions that depend on others and need an answer: where it is missing they came up after the form was checked.
    private func unseen(in report: ReportForm, _ visit: PageVisit) -> [String] {
        guard let service = report["service_code"].flatMap({ visit.city.catalog.service(named: $0) }) else { return [] }
        let depending = Set(service.attributes.filter { $0.condition != nil }.map(\.code))
        return service.answers(from: report.parameters.attributes).problems
            .filter { $0.kind == .missing && depending.contains($0.code) }.map(\.code)
    }

    private func stillSending(_ form: FormParameters, _ visit: PageVisit) -> Response {
        let view = MessageView(
            heading: visit.words("report_sending_heading"),
            sentences: [visit.words("report_sending")],
            retry: .init(
                action: visit.address("/report/check"),
                label: visit.words("report_sending_see"),
                fields: form.parameters.map { HiddenField(name: $0.name, value: $0.value) }
            )
        )
        return message(view, status: .conflict, for: visit, draft: form["draft"])
    }
}
