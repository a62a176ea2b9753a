import ServiceRequests
import Store

/// What `catalog-edit.mustache` shows: a file in a form, and once it was checked what it would do.
struct EditView: Sendable {
    let menu: PublishingMenu
    let path: String
    let isNew: Bool
    let text: String
    let rows: Int
    let base: Int
    /// The version that was checked, so that nothing else is published; nil where it cannot be published.
    let checked: String?
    let canTakeOut: Bool
    let isTakenOut: Bool
    let note: String
    let noteError: String?
    /// What happened meanwhile; nil where nothing did.
    let warning: String?
    let plan: PlanView?
    /// The text line by line, where findings name lines of it.
    let numbered: [FileView.Line]

    init(
        _ visit: StaffVisit,
        path: String,
        text: String,
        isNew: Bool,
        form: EditForm? = nil,
        checked: String? = nil,
        noteError: String? = nil,
        warning: String? = nil,
        plan: PlanView? = nil
    ) {
        menu = PublishingMenu(visit)
        self.path = path
        self.isNew = isNew
        self.text = text
        rows = min(40, max(12, text.utf8.count { $0 == UInt8(ascii: "\n") } + 2))
        base = visit.city.publication.number
        self.checked = checked
        canTakeOut = !isNew && path.hasPrefix("services/")
        isTakenOut = form?.isTakenOut ?? false
        note = form?.note ?? ""
        self.noteError = noteError
        self.warning = warning
        self.plan = plan
        numbered = plan?.hasFindings == true ? FileView.lines(text) : []
    }
}
