import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/report/edge`: on which side of an edge nearby the problem is, where that changes who gets it.
    func edge(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let trail = ReportTrail(visit.query["draft"].flatMap { ReportDraft.ID($0) }, visit)
        var report = try await written(trail.draft, visit)
        // Whoever comes back to it is asked again.
        report.edge = nil
        let draft = try sendable(report, trail, visit)
        guard let question = EdgeQuestion(draft, report, visit) else { throw Detour.to(trail.address("/report/check")) }
        let isWrong = Review(visit.query).scope == .mistakes && visit.query["side"] == nil
        return page(EdgeView(question, draft, visit, trail, isWrong: isWrong), for: visit)
    }

    /// POST `/report/edge`: keeps the answer, and moves the point where it is beyond the edge.
    func sayEdge(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let form = try await FormParameters(page: request)
        var trail = ReportTrail(form["draft"].flatMap { ReportDraft.ID($0) }, visit)
        do {
            var report = try await written(trail.draft, visit)
            guard let id = trail.draft else { throw Detour.to(visit.address("/report/where")) }
            if let wish = visit.wish(form) {
                let chosen = form["side"].map { [FormParameters.Parameter(name: "side", value: $0)] } ?? []
                return Pages.redirect(
                    to: trail.with { $0.language = wish }.address("/report/edge", adding: chosen)
                )
            }
            report.edge = nil
            let draft = try sendable(report, trail, visit)
            guard let question = EdgeQuestion(draft, report, visit) else {
                throw Detour.to(trail.address("/report/check"))
            }
            guard let answer = form["side"].flatMap({ ServiceRequest.EdgeAnswer(rawValue: $0) }) else {
                return Pages.redirect(
                    to: trail.address("/report/edge", adding: Review(.mistakes).parameters),
                    saying: [visit.words("edge_choose")]
                )
            }
            question.write(answer, to: &report)
            trail.draft = try await keep(report, in: id, visit)
            return Pages.redirect(to: trail.address("/report/check"))
        } catch let error as StoreError {
            context.logger.error("A draft could not be kept", metadata: error.metadata)
            let action = visit.address("/report/edge")
            return away(form, after: error, action: action, label: visit.words("report_try_again"), visit)
        }
    }

    private func page(_ view: EdgeView, for visit: PageVisit) -> Response {
        let title = visit.words("edge_heading")
        var page = Page(
            "edge",
            title: view.error == nil ? title : visit.words("report_error_title", ["title": title]),
            view: view
        )
        page.formID = "answers"
        return pages.response(page, for: visit)
    }
}

/// What `edge.mustache` shows.
struct EdgeView: Sendable {
    /// A side to choose.
    struct Side: Sendable {
        /// The first one has the question's id, so that a link to the question leads to it.
        let id: String
        let value: String
        let name: String
        var isChosen = false
        /// Who would get it.
        let hint: String
    }

    /// Metres around the pin that the map shows at least: enough streets to know the place by.
    private static let around = 60.0

    let error: String?
    let sentence: String
    let map: MarkedMap
    let sides: [Side]
    let draft: String
    /// Where the form is sent.
    let action: String
    let changePlace: String

    init(
        _ question: EdgeQuestion,
        _ draft: ServiceRequest.Draft,
        _ visit: PageVisit,
        _ trail: ReportTrail,
        isWrong: Bool = false
    ) {
        let words = visit.words
        let (there, metres) = (visit.nameInSentence(of: question.runnerUp.boundary), question.runnerUp.metres)
        error = isWrong ? words("edge_choose") : nil
        sentence =
            metres < 1
            ? words("edge_on", ["there": there]) : words("edge_near", Int(metres.rounded()), ["there": there])
        map = MarkedMap(
            question.point,
            metres: max(metres, Self.around),
            words: words("edge_picture", ["there": there]),
            boundary: question.runnerUp.boundary
        )
        let (own, other) = (question.decision.department, question.runnerUp.leg.department)
        let names = [
            "department": visit.nameInSentence(ofDepartment: own),
            "other": visit.nameInSentence(ofDepartment: other),
        ]
        let here =
            question.here.map { words("edge_here", ["here": visit.nameInSentence(of: $0)]) }
            ?? words("edge_outside", ["there": there])
        var sides = [Side(id: "side", value: "here", name: here, hint: words("edge_goes", names))]
        if question.beyond != nil {
            let hint = own == other ? words("edge_goes_others", names) : words("edge_goes_other", names)
            sides.append(
                Side(id: "side-beyond", value: "beyond", name: words("edge_beyond", ["there": there]), hint: hint)
            )
        }
        sides.append(
            Side(id: "side-unsure", value: "unsure", name: words("edge_unsure"), hint: words("edge_goes_unsure", names))
        )
        // A change of language keeps what was chosen.
        self.sides = sides.map { side in
            var side = side
            side.isChosen = side.value == visit.query["side"]
            return side
        }
        self.draft = trail.draft?.text ?? ""
        action = visit.address("/report/edge")
        changePlace = trail.with { $0.isChange = true }.address("/report/where")
    }
}
