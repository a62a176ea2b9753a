/// What `you.mustache` shows: who the resident is, all of it optional.
struct YouView: Sendable {
    let problems: FormProblems?
    let firstName: TypedField
    let lastName: TypedField
    let email: TypedField
    let phone: TypedField
    /// Whether it is offered to tell by mail what becomes of the report.
    let offersUpdates: Bool
    let wantsUpdates: Bool
    /// Where the form is sent.
    let action: String
    /// What the form carries on: the draft, and whether it goes back to the check.
    let hidden: [HiddenField]
    /// Nil where it would lead here again: the check of a report that cannot be sent.
    let back: String?

    init(
        _ report: ReportForm,
        _ visit: PageVisit,
        trail: ReportTrail,
        offersUpdates: Bool,
        problems: FormProblems? = nil
    ) {
        func field(_ name: String) -> TypedField {
            TypedField(value: report[name], error: problems?.message(of: name))
        }
        self.problems = problems
        firstName = field("first_name")
        lastName = field("last_name")
        email = field("email")
        phone = field("phone")
        self.offersUpdates = offersUpdates
        wantsUpdates = report["updates"] == "yes"
        action = visit.address("/report/you")
        hidden = trail.with { $0.language = nil }.fields
        let isEnd = trail.isChange && problems != nil
        let rest = trail.with { $0.isChange = false }
        back = isEnd ? nil : rest.address(trail.isChange ? "/report/check" : "/report/details")
    }
}
