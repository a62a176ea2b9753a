import GeoReport
import ServiceRequests
import Store

/// What `triage.mustache` shows: what needs a person's decision, by kind.
struct TriageView: Sendable {
    /// A kind, with how many there are.
    struct Kind: Sendable {
        let label: String
        let number: String
        let address: String
        let isShown: Bool
    }

    /// An item with what speaks for one decision or another, and the decisions.
    struct Row: Sendable {
        let item: Int64
        let service: String
        let place: String
        let reference: String
        let address: String
        let standing: String
        let since: LocalTime.Stamp
        let due: DueView?
        let evidence: [String]
        /// What lies across the edge, where a press can send it there.
        let runnerUp: String?
        let rerouteAddress: String
        /// Whom a press sends it to, out of quarantine; nil where it is not in it.
        let releasedTo: String?
        let releaseToken: String
        let send: MoveForm?
        let keepToken: String
        let cancelToken: String
        let runnerUpToken: String
        /// The queue that lies there, which the press sends along.
        let across: String
    }

    let title: String
    let notice: StaffNotice?
    let kinds: [Kind]
    let heading: String
    let about: String
    let kind: String
    let rows: [Row]
    let isEmpty: Bool
    let isCut: Bool
    let isQuarantineCut: Bool
    let bound: String
    let first: String?
    let next: String?
}

extension TriageView {
    init(_ page: TriagePage, of kind: TriageKind, after: Int64, said: String?, words: StaffWords, city: City) {
        let total = page.counts.reduce(0) { $0 + $1.items }
        title = "Triage (\(total.grouped))"
        notice = StaffNotice(said)
        kinds = page.counts.map { count in
            Kind(
                label: count.kind.label,
                number: count.items.grouped,
                address: "\(TriageRoutes.address)?kind=\(count.kind.rawValue)",
                isShown: count.kind == kind
            )
        }
        heading = kind.label
        about = kind.about
        self.kind = kind.rawValue
        rows = page.rows.compactMap { Row($0, of: kind, words: words, city: city) }
        isEmpty = rows.isEmpty
        isCut = page.isCut
        isQuarantineCut = page.isQuarantineCut
        bound = Triage.bound.grouped
        let base = "\(TriageRoutes.address)?kind=\(kind.rawValue)"
        first = after > 0 ? base : nil
        next = page.next.map { "\(base)&after=\($0)" }
    }
}

extension TriageView.Row {
    fileprivate init?(_ found: TriageRow, of kind: TriageKind, words: StaffWords, city: City) {
        let row = found.row
        guard let subject = row.subject else { return nil }
        item = row.item
        service = words.service(subject.serviceCode)
        place = words.place(subject)
        reference = HistoryWords.shown(subject.serviceRequestID)
        address = "/dispatch/requests/\(subject.serviceRequestID)"
        let owner = words.department(row.offer?.owner ?? row.department)
        standing = "\(owner): \(words.standing(row))"
        since = words.ago(found.since)
        due = words.due(row)
        let decision = DecisionEvidence(
            found.decisionJSON,
            serviceCode: subject.serviceCode,
            answers: AnswerView.values(found.attributesJSON),
            words: words,
            city: city
        )
        var lines: [String] = []
        if found.cause == "attempts" { lines.append("Workers gave it back, or lost it, too often.") }
        if found.cause == "hops" { lines.append("Departments sent it on too often.") }
        if found.bounces > 0 {
            lines.append(
                found.bounces == 1
                    ? "One department that was asked did not take it."
                    : "Departments that were asked did not take it, \(found.bounces) times."
            )
        }
        if found.cause == "undecidable" {
            lines.append("It was in quarantine. By the rules in force it is nobody’s: \(found.note ?? "no rule fits").")
        } else if let note = found.note {
            lines.append("They said: “\(note)”")
        }
        evidence = lines + (decision?.sentences ?? [])
        runnerUp =
            decision?.beyond == nil
            ? nil : decision?.runnerUp.map { "\(words.department($0.department)), \(words.queue($0.queue))" }
        rerouteAddress = "\(address)/reroute"
        releasedTo = kind == .quarantine ? decision?.owner : nil
        releaseToken = FormToken().text
        send = row.canBeSent ? MoveForm(.send, words, but: [Department.triage, row.department]) : nil
        keepToken = FormToken().text
        cancelToken = FormToken().text
        runnerUpToken = FormToken().text
        across = decision?.runnerUp?.queue ?? ""
    }
}

extension TriageKind {
    /// As a tile names it.
    var label: String {
        switch self {
        case .gap: "No rule fits the place"
        case .edge: "Close to an edge"
        case .loop: "Sent to and fro"
        case .poison: "Came back too often"
        case .quarantine: "In quarantine"
        case .other: "Other work of triage"
        }
    }

    /// What it is, in a sentence.
    fileprivate var about: String {
        switch self {
        case .gap:
            "No boundary that a rule needs lies there, or the place is words only. Somebody has to say whose it is."
        case .edge:
            "Of the newest \(Triage.bound.grouped) items, those that wait where they were put, so close to an edge that the"
                + " other side may be right."
        case .loop: "Departments that were asked did not take these, twice or more within 30 days."
        case .poison: "Workers took these and gave them back, again and again. Something about them does not work."
        case .quarantine:
            "Something about these is unlike what people report. A press sends one to its owner. If nobody looks, each goes"
                + " there by itself before its time gets short."
        case .other: "Parked here by departments, opened again, or looked at and kept."
        }
    }
}
