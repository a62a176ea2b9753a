import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import Photos
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
        return try await page(report, to: service, visit, trail: trail, problems: problems)
    }

    /// POST `/report/details`: checks what was written as GeoReport does, and keeps it in a draft, with its files.
    func answer(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let upload = try await upload(request, visit)
        let answer: Result<Response, any Error>
        do {
            answer = .success(try await self.answer(upload, visit, context))
        } catch {
            answer = .failure(error)
        }
        await photos?.forget(upload.taken, unusedIn: visit.city, logger: context.logger)
        return try answer.get()
    }

    private func answer(_ upload: FormUpload, _ visit: PageVisit, _ context: DispatchContext) async throws -> Response {
        let form = upload.fields
        var report = ReportForm(form)
        var trail = ReportTrail(form["draft"].flatMap { ReportDraft.ID($0) }, visit)
        trail.isChange = form["change"] == "1"
        do {
            report.takeContact(from: try await contact(in: trail.draft, visit))
        } catch let error as StoreError {
            context.logger.error("A draft could not be read", metadata: error.metadata)
            return away(upload, after: error, visit)
        }
        guard let name = report["service_code"] else { throw Detour.to(report.trail(trail).address("/report/what")) }
        guard let service = visit.city.catalog.service(named: name) else {
            return serviceGone(try await keep(report, in: trail.draft, visit), visit)
        }
        do {
            let wish = visit.wish(form)
            let removed = form["remove"].flatMap { PhotoName($0) }
            var dropped: [FormProblems.Problem] = []
            if wish != nil || removed != nil || !upload.files.isEmpty {
                // What is typed is kept as it is, and checked when the form is sent.
                report.dropAnswers(unknownTo: service)
                let id = try await keep(report, in: trail.draft, visit)
                trail.draft = id
                dropped = try await take(upload, into: id, for: service, visit, logger: context.logger)
                if let removed { try await removePhoto(removed, from: id, visit, logger: context.logger) }
            }
            if dropped.isEmpty, wish != nil || removed != nil {
                let here = trail.with { $0.language = wish ?? $0.language }.address("/report/details")
                return Pages.redirect(to: removed == nil ? here : "\(here)#photos")
            }
            let new = newQuestions(of: service, in: report, shown: form["shown"])
            // What is missing in a question nobody has seen yet is no mistake.
            let problems = self.problems(in: report, visit)?.without(questions: new)?.without(ReportForm.contactNames)
            guard problems == nil, new.isEmpty, dropped.isEmpty else {
                return try await page(
                    report,
                    to: service,
                    visit,
                    trail: trail,
                    problems: problems,
                    further: new,
                    dropped: dropped
                )
            }
            if let point = try? report.parameters.coordinate(), let area = visit.city.outside(at: point) {
                return outside(area, visit, report.trail(trail))
            }
            report.dropAnswers(unknownTo: service)
            let id = try await keep(report, in: trail.draft, visit)
            let next = trail.isChange || visit.kiosk != nil ? "/report/check" : "/report/you"
            return Pages.redirect(to: ReportTrail(id, visit).address(next))
        } catch let error as StoreError {
            context.logger.error("A draft could not be kept", metadata: error.metadata)
            return away(upload, after: error, visit)
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

    /// The same for the details page, whose files cannot be kept in a page.
    private func away(_ upload: FormUpload, after error: StoreError, _ visit: PageVisit) -> Response {
        away(
            upload.fields,
            after: error,
            action: visit.address("/report/details"),
            label: visit.words("details_try_again"),
            without: upload.files.isEmpty ? nil : visit.words("details_away_files"),
            visit
        )
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

    private func page(
        _ report: ReportForm,
        to service: Catalog.Service,
        _ visit: PageVisit,
        trail: ReportTrail,
        problems: FormProblems?,
        further: Set<String> = [],
        dropped: [FormProblems.Problem] = []
    ) async throws -> Response {
        let view = DetailsView(
            report,
            to: service,
            visit,
            trail: trail,
            problems: problems,
            further: further,
            photos: try await photos(of: trail.draft, visit),
            dropped: dropped,
            room: photos
        )
        let isWrong = view.problems != nil
        var page = Page(
            "details",
            title: isWrong ? visit.words("details_title_wrong", ["service": view.service]) : view.service,
            view: view,
            status: isWrong ? .unprocessableContent : .ok
        )
        page.formID = "answers"
        if view.upload?.fields.isEmpty == false { page.scripts = ["details.js"] }
        page.draft = view.hidden.first { $0.name == "draft" }?.value
        return pages.response(page, for: visit)
    }
}
