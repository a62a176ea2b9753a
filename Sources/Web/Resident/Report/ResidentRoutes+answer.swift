import GeoReport
import Hummingbird
import Logging
import Photos
import ServiceRequests
import Store

extension ResidentRoutes {
    /// POST `/report/details`: keeps what was written in a draft, with its files, and checks it as GeoReport does.
    ///
    /// The answer is always the address of a page: the next one, or this one again, which shows what is typed as the draft has
    /// it, and what is wrong with it.
    func answer(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let upload = try await upload(request, visit, logger: context.logger)
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
        report.dropped = []
        var trail = ReportTrail(form["draft"].flatMap { ReportDraft.ID($0) }, visit)
        trail.isChange = form["change"] == "1"
        do {
            report.takeContact(from: try await contact(in: trail.draft, visit))
            guard let name = report["service_code"] else {
                throw Detour.to(report.trail(trail).address("/report/what"))
            }
            guard let service = visit.city.catalog.service(named: name) else {
                return serviceGone(try await keep(report, in: trail.draft, visit), visit)
            }
            report.dropAnswers(unknownTo: service)
            let (wish, removed) = (visit.wish(form), form["remove"].flatMap { PhotoName($0) })
            let isChecked = wish == nil && removed == nil
            if !isChecked || !upload.files.isEmpty {
                let id = try await keep(report, in: trail.draft, visit)
                trail.draft = id
                report.dropped = try await take(upload, into: id, for: service, visit)
                if let removed { try await removePhoto(removed, from: id, visit, logger: context.logger) }
            }
            // What is typed is kept as it is, and checked when the form is sent.
            if !isChecked, report.dropped.isEmpty {
                let here = trail.with { $0.language = wish ?? $0.language }.address("/report/details")
                return Pages.redirect(to: removed == nil ? here : "\(here)#photos")
            }
            let new = isChecked ? newQuestions(of: service, in: report, shown: form["shown"]) : []
            let problems =
                isChecked
                ? self.problems(in: report, visit)?.without(questions: new)?.without(ReportForm.contactNames) : nil
            let isOn = problems == nil && new.isEmpty && report.dropped.isEmpty
            if isOn, let point = try? report.parameters.coordinate(), visit.city.outside(at: point) != nil {
                throw Detour.to(report.trail(trail).address("/report/where"))
            }
            trail.draft = try await keep(report, in: trail.draft, visit)
            guard isOn else { return again(report, problems, new, visit, trail) }
            let next = trail.isChange || visit.kiosk != nil ? "/report/check" : "/report/you"
            return Pages.redirect(to: ReportTrail(trail.draft, visit).address(next))
        } catch let error as StoreError {
            context.logger.error("A draft could not be kept", metadata: error.metadata)
            return away(upload, after: error, visit)
        }
    }

    /// Back to the page of the questions, with what there is to say.
    private func again(
        _ report: ReportForm,
        _ problems: FormProblems?,
        _ new: Set<String>,
        _ visit: PageVisit,
        _ trail: ReportTrail
    ) -> Response {
        let scope: Review.Scope? = problems != nil ? .mistakes : report.dropped.isEmpty ? nil : .files
        let review = Review(scope, new: new)
        let list = (problems?.list ?? []) + report.dropped
        let said = list.isEmpty ? [visit.words("details_new", new.count)] : list.map(\.message)
        return Pages.redirect(to: trail.address("/report/details", adding: review.parameters), saying: said)
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

    /// Who the resident is, as far as a draft says; nil where there is none that can be read.
    private func contact(in id: ReportDraft.ID?, _ visit: PageVisit) async throws -> FormParameters? {
        guard let id, case .written(let form) = try await visit.city.drafts.draft(id)?.state else { return nil }
        return try FormParameters(decoding: form.utf8)
    }

    /// The questions that the answers have brought up and the page did not have.
    private func newQuestions(of service: Catalog.Service, in report: ReportForm, shown: String?) -> Set<String> {
        let shown = Set((shown ?? "").split(separator: ",").map(String.init))
        let asked = service.questions(after: service.answers(from: report.parameters.attributes).values)
        return Set(asked.filter { $0.condition != nil && !shown.contains($0.code) }.map(\.code))
    }
}
