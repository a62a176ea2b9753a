import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// What `request.mustache` shows: a service request for staff, and, for those who decide about all, what they can do.
struct RequestView: Sendable {
    var back = WayBack.board
    let heading: String
    let file: CaseView
    let notice: StaffNotice?
    let loss: ItemView.Loss?
    /// Where its whole history is as JSON.
    let historyAddress: String
    let address: String
    let decide: Decide?
    let problems: [OutcomeForm.Problem]
    let hasProblems: Bool

    /// The forms of those who decide about every department's requests.
    struct Decide: Sendable {
        let isOpenRequest: Bool
        let evidence: [String]
        /// What lies across the edge, where a press can send it there.
        let runnerUp: String?
        let runnerUpToken: String
        /// The queue that lies there, which the press sends along.
        let across: String
        let keep: MoveForm
        let send: MoveForm?
        /// The item that is sent.
        let item: Int64
        let cancel: MoveForm?
        let reopen: MoveForm?
        let finding: MoveForm
    }
}

extension RequestView {
    init(
        _ visit: RequestVisit,
        notice: StaffNotice? = nil,
        loss: ItemView.Loss? = nil,
        move: MoveForm? = nil,
        item: Int64? = nil
    ) {
        let words = visit.words
        var whole = CaseView(visit.file, item: nil, words: words, viewer: visit.visit.department)
        whole.explain = visit.visit.may(.catalog) ? ExplainRoutes.address(of: visit.file) : nil
        file = whole
        heading = file.service
        self.notice = notice
        self.loss = loss
        address = visit.address
        historyAddress = "\(visit.address)/history.json"
        problems = move?.problems ?? []
        hasProblems = !problems.isEmpty
        decide = visit.visit.may(.supervise) ? Decide(visit, move: move, item: item) : nil
    }
}

extension RequestView.Decide {
    fileprivate init(_ visit: RequestVisit, move: MoveForm?, item: Int64?) {
        let words = visit.words
        func form(_ kind: MoveForm.Kind, _ empty: @autoclosure () -> MoveForm) -> MoveForm {
            move.flatMap { $0.name == kind.rawValue ? $0 : nil } ?? empty()
        }
        isOpenRequest = visit.file.closedAt == nil
        let evidence = visit.evidence
        self.evidence = evidence?.sentences ?? []
        runnerUp =
            isOpenRequest && evidence?.beyond != nil
            ? evidence?.runnerUp.map { "\(words.department($0.department)), \(words.queue($0.queue))" } : nil
        runnerUpToken = FormToken().text
        across = evidence?.runnerUp?.queue ?? ""
        keep = form(.keep, MoveForm(.keep))
        let leg = visit.leg(item)
        let canSend = leg?.canBeSent ?? false
        let own = [Department.triage, leg?.department ?? ""]
        send = canSend ? form(.send, MoveForm(.send, words, but: own)) : nil
        self.item = leg?.item ?? 0
        cancel = isOpenRequest ? form(.cancel, MoveForm(.cancel)) : nil
        reopen = isOpenRequest ? nil : form(.reopen, MoveForm(.reopen))
        let now = visit.file.legs.first?.department
        finding = form(.finding, MoveForm(.finding, words, but: [Department.triage], chosen: now))
    }
}

extension Pages {
    /// The page of a request as a whole.
    func request(
        _ visit: RequestVisit,
        status: HTTPResponse.Status = .ok,
        notice: StaffNotice? = nil,
        loss: ItemView.Loss? = nil,
        move: MoveForm? = nil,
        item: Int64? = nil,
        back: WayBack = .board
    ) -> Response {
        var view = RequestView(visit, notice: notice, loss: loss, move: move, item: item)
        view.back = back
        let title = "\(view.heading) \(view.file.reference)"
        return response(
            Page(
                "request",
                title: status == .ok ? title : "Error: \(title)",
                view: view,
                audience: .staff,
                status: status
            ),
            for: visit.visit.page
        )
    }
}
