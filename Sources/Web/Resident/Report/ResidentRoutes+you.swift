import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/report/you`: who the resident is, where they like to say it.
    func you(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        var trail = ReportTrail(visit.query["draft"].flatMap { ReportDraft.ID($0) }, visit)
        trail.isChange = visit.query["change"] == "1"
        // Nobody types who they are on a screen in a public place.
        guard visit.kiosk == nil else { throw Detour.to(trail.address("/report/check")) }
        let report = try await written(trail.draft, visit)
        let isReview = Review(visit.query).scope == .mistakes
        let problems = isReview ? self.problems(in: report, visit)?.only(ReportForm.contactNames) : nil
        return page(view(report, visit, trail, problems), for: visit)
    }

    /// POST `/report/you`: keeps it in the draft, with everything else that is written there, mistakes included; those are
    /// told on the page, to which the answer leads.
    func tell(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let form = try await FormParameters(page: request)
        var trail = ReportTrail(form["draft"].flatMap { ReportDraft.ID($0) }, visit)
        trail.isChange = form["change"] == "1"
        guard visit.kiosk == nil else { throw Detour.to(trail.address("/report/check")) }
        do {
            var report = try await written(trail.draft, visit)
            guard let id = trail.draft else { throw Detour.to(visit.address("/report/where")) }
            report.takeContact(from: form)
            report["told"] = "1"
            let wish = visit.wish(form)
            // A change of language keeps what is typed as it is, and checks it later.
            let problems = wish == nil ? self.problems(in: report, visit)?.only(ReportForm.contactNames) : nil
            trail.draft = try await keep(report, in: id, visit)
            if let problems {
                let review = Review(.mistakes).parameters
                return Pages.redirect(
                    to: trail.address("/report/you", adding: review),
                    saying: problems.list.map(\.message)
                )
            }
            if let wish { return Pages.redirect(to: trail.with { $0.language = wish }.address("/report/you")) }
            return Pages.redirect(to: trail.with { $0.isChange = false }.address("/report/check"))
        } catch let error as StoreError {
            context.logger.error("A draft could not be kept", metadata: error.metadata)
            return away(
                form,
                after: error,
                action: visit.address("/report/you"),
                label: visit.words("report_try_again"),
                visit
            )
        }
    }

    private func view(
        _ report: ReportForm,
        _ visit: PageVisit,
        _ trail: ReportTrail,
        _ problems: FormProblems?
    ) -> YouView {
        YouView(report, visit, trail: trail, offersUpdates: house.offersMail(to: visit), problems: problems)
    }

    private func page(_ view: YouView, for visit: PageVisit) -> Response {
        let isWrong = view.problems != nil
        var page = Page(
            "you",
            title: isWrong
                ? visit.words("report_error_title", ["title": visit.words("you_heading")]) : visit.words("you_heading"),
            view: view
        )
        page.formID = "answers"
        // It remembers who somebody is, on a device of their own.
        page.scripts = visit.isByPhone ? [] : ["you.js"]
        return pages.response(page, for: visit)
    }
}
