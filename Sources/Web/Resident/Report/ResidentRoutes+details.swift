import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/report/details`: the service's own questions, empty or as a draft has them.
    func details(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let trail = ReportTrail(visit.query)
        var report = ReportForm(FormParameters([]))
        if let id = trail.draft { report = try await written(id, visit) }
        report.take(trail)
        if trail.draft == nil, trail.place == nil { throw Detour.to(trail.address("/report/where")) }
        guard let name = report["service_code"] else { throw Detour.to(trail.address("/report/what")) }
        guard let service = visit.city.catalog.service(named: name) else { return serviceGone(trail.draft, visit) }
        let point = try? report.parameters.coordinate(near: visit.city.extent)
        if !report.isPlacedInWords, point == nil {
            throw Detour.to(trail.with { $0.place = nil }.address("/report/where"))
        }
        if let point, let area = visit.city.outside(at: point) { return outside(area, visit, trail) }
        if trail.service != nil { report.dropForeignAnswers(for: service) }
        let isReview = visit.query["review"] != nil
        let problems = isReview ? self.problems(in: report, visit)?.without(ReportForm.contactNames) : nil
        return page(DetailsView(report, to: service, visit, trail: trail, problems: problems), for: visit)
    }

    /// POST `/report/details`: checks what was written as GeoReport does, and keeps it in a draft.
    func answer(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let form = try await FormParameters(page: request)
        var report = ReportForm(form)
        var trail = ReportTrail(form["draft"].flatMap { ReportDraft.ID($0) }, visit)
        trail.isChange = form["change"] == "1"
        do {
            report.takeContact(from: try await contact(in: trail.draft, visit))
        } catch let error as StoreError {
            context.logger.error("A draft could not be read", metadata: error.metadata)
            return away(form, after: error, action: visit.address("/report/details"), label: "Try again", visit)
        }
        guard let name = report["service_code"] else { throw Detour.to(report.trail(trail).address("/report/what")) }
        guard let service = visit.city.catalog.service(named: name) else {
            return serviceGone(try await keep(report, in: trail.draft, visit), visit)
        }
        if let language = visit.wish(form) {
            // What is typed is kept as it is, and checked when the form is sent.
            report.dropAnswers(unknownTo: service)
            trail.draft = try await keep(report, in: trail.draft, visit)
            return Pages.redirect(to: trail.with { $0.language = language }.address("/report/details"))
        }
        let new = newQuestions(of: service, in: report, shown: form["shown"])
        // What is missing in a question nobody has seen yet is no mistake.
        let problems = self.problems(in: report, visit)?.without(questions: new)?.without(ReportForm.contactNames)
        guard problems == nil, new.isEmpty else {
            let view = DetailsView(report, to: service, visit, trail: trail, problems: problems, further: new)
            return page(view, for: visit)
        }
        if let point = try? report.parameters.coordinate(), let area = visit.city.outside(at: point) {
            return outside(area, visit, report.trail(trail))
        }
        do {
            report.dropAnswers(unknownTo: service)
            let id = try await keep(report, in: trail.draft, visit)
            let next = trail.isChange ? "/report/check" : "/report/you"
            return Pages.redirect(to: ReportTrail(id, visit).address(next))
        } catch let error as StoreError {
            context.logger.error("A draft could not be kept", metadata: error.metadata)
            return away(form, after: error, action: visit.address("/report/details"), label: "Try again", visit)
        }
    }

    /// Everything that keeps a report from being sent; nil where nothing does.
    func problems(in report: ReportForm, _ visit: PageVisit) -> FormProblems? {
        do throws(GeoReportError) {
            _ = try draft(of: report, visit)
            return nil
        } catch {
            return FormProblems(error, in: report, visit)
        }
    }

    /// The report as GeoReport's own decoder reads it.
    func draft(of report: ReportForm, _ visit: PageVisit) throws(GeoReportError) -> ServiceRequest.Draft {
        try SubmissionDecoder(catalog: visit.city.catalog, extent: visit.city.extent, language: visit.language)
            .decode(named(report, visit))
    }

    /// The page that keeps a form's words re-sendable where the database fails or is away.
    func away(
        _ form: FormParameters,
        after error: StoreError,
        action: String,
        label: String,
        _ visit: PageVisit
    ) -> Response {
        let view = MessageView(
            heading: "We cannot keep your report just now",
            sentences: [
                "Something is wrong with our database. Nothing you have written is lost: it is still in this page.",
                "Wait a moment, then press the button. Reloading this page works too. However often you try, it is "
                    + "reported only once.",
            ],
            retry: .init(
                action: action,
                label: label,
                fields: form.parameters.map { HiddenField(name: $0.name, value: $0.value) }
            )
        )
        return message(view, status: Refusal(error).status, for: visit)
    }

    /// Who the resident is, as far as a draft says; nil where there is none that can be read.
    private func contact(in id: ReportDraft.ID?, _ visit: PageVisit) async throws -> FormParameters? {
        guard let id, case .written(let form) = try await visit.city.drafts.draft(id)?.state else { return nil }
        return try FormParameters(decoding: form.utf8)
    }

    /// Keeps a report in its draft, or in a new one where that is sent or forgotten.
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
            throw Detour.to(await sentPage(of: id, as: serviceRequestID, visit))
        }
        return try await drafts.save(form)
    }

    /// The questions that the answers have brought up and the page did not have.
    private func newQuestions(of service: Catalog.Service, in report: ReportForm, shown: String?) -> Set<String> {
        let shown = Set((shown ?? "").split(separator: ",").map(String.init))
        let asked = service.questions(after: service.answers(from: report.parameters.attributes).values)
        return Set(asked.filter { $0.condition != nil && !shown.contains($0.code) }.map(\.code))
    }

    /// With the city's own id, which a page's form need not name: its host says whose it is.
    private func named(_ report: ReportForm, _ visit: PageVisit) -> FormParameters {
        FormParameters(report.parameters.parameters + [.init(name: "jurisdiction_id", value: visit.city.code)])
    }

    private func page(_ view: DetailsView, for visit: PageVisit) -> Response {
        let isWrong = view.problems != nil
        var page = Page(
            "details",
            title: (isWrong ? "Error: " : "") + view.service,
            view: view,
            status: isWrong ? .unprocessableContent : .ok
        )
        page.formID = "answers"
        return pages.response(page, for: visit)
    }
}
