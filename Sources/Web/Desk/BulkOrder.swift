import GeoReport
import ServiceRequests
import Store

/// What the form of a list asks for: which items, what with them, and what is wrong with that.
struct BulkOrder: Sendable {
    let form: FormParameters
    let token: FormToken
    let action: BulkAction?
    let items: [Int64]
    /// The query of the list it was sent from.
    let back: String
    var outcome: Outcome?
    var note: String?
    var receiver: String?
    var reason: String?
    var problems: [String] = []

    /// The list it was sent from.
    var backAddress: String { back.isEmpty ? "/desk/items" : "/desk/items?\(back)" }

    /// Reads what is done by the worker alone.
    init(_ form: FormParameters, _ visit: StaffVisit) throws(Refusal) {
        try self.init(form, visit, action: form["action"].flatMap { BulkAction(rawValue: $0) })
        reason = form["release-reason"]
        if let fault = reason.flatMap({ OutcomeForm.fault($0, longest: 500, isOneLine: true) }) {
            problems.append("Why they go back: \(fault)")
        }
        // Enter in a field presses the form's first button, whatever field it is.
        if form["hand-over-reason"] != nil || form["department"] != nil {
            problems.append(
                "You began to hand them over. Press “Hand the ticked items over”, or leave the department and why they are"
                    + " theirs empty."
            )
        }
        switch action {
        case nil, .handOver: problems.append("Choose what to do with the ticked items.")
        case .complete: readOutcome()
        case .take, .accept, .release: break
        }
    }

    /// Reads what hands them over.
    init(handOver form: FormParameters, _ visit: StaffVisit) throws(Refusal) {
        try self.init(form, visit, action: .handOver)
        let texts = HandTexts(handOver: form, in: visit.city.catalog, from: visit.department)
        problems += texts.problems.map(\.words)
        receiver = texts.receiver
        reason = texts.sendReason
    }

    private init(_ form: FormParameters, _ visit: StaffVisit, action: BulkAction?) throws(Refusal) {
        self.form = form
        token = try FormToken(form)
        self.action = action
        let read = form.all(named: "item").compactMap { Int64($0) }.filter { $0 > 0 }
        items = Array(Set(read)).sorted()
        // As the list itself would write it: what comes back in an address is never more than that.
        let parameters = form["back"].flatMap { try? FormParameters(decoding: $0.utf8) }
        let query = parameters.flatMap {
            try? WorklistQuery($0, department: visit.department, worker: visit.worker.name)
        }
        back = query.map { WorklistQuery.text($0.selection, after: $0.after, namesDepartment: false) } ?? ""
        if items.isEmpty { problems.append("Tick the items first.") }
        if items.count > Worklists.pageSize {
            problems.append("Tick at most \(Worklists.pageSize) items, a page of the list.")
        }
    }

    private mutating func readOutcome() {
        note = form["note"]
        if let fault = note.flatMap({ OutcomeForm.fault($0, longest: OutcomeForm.longestNote, isOneLine: false) }) {
            problems.append("What the resident is told: \(fault)")
        }
        let detail = form["detail"]
        if let fault = detail.flatMap({ OutcomeForm.fault($0, longest: OutcomeForm.longestDetail, isOneLine: true) }) {
            problems.append("Why, or to whom: \(fault)")
        }
        switch (form["outcome"], detail) {
        case ("done", _): outcome = .done
        case ("not_found", _): outcome = .notFound
        case ("no_action", let reason?): outcome = .noAction(reason: reason)
        case ("no_action", nil): problems.append("Say why nothing is done.")
        case ("handed_on", let receiver?): outcome = .handedOn(to: receiver)
        case ("handed_on", nil): problems.append("Say whom they were handed on to.")
        default: problems.append("Choose what happened.")
        }
    }
}
