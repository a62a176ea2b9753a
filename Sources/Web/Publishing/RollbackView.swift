import Store

/// What `rollback.mustache` shows: what going back would do, and the button that does it.
struct RollbackView: Sendable {
    let menu: PublishingMenu
    let heading: String
    let home: String
    let action: String
    /// The publication to go back to; nil for what was in force before.
    let publication: Int?
    let base: Int
    let note: String
    let noteError: String?
    let warning: String?
    let canPublish: Bool
    let plan: PlanView

    init(
        _ visit: StaffVisit,
        kind: Publication.Kind,
        form: RollbackForm,
        noteError: String?,
        warning: String?,
        canPublish: Bool,
        plan: PlanView
    ) {
        menu = PublishingMenu(visit)
        let what = kind == .catalog ? "catalog" : "boundaries"
        heading =
            form.publication.map { "Go back to the \(what) of publication \($0)" } ?? "Go back to the \(what) before"
        home = kind == .catalog ? CatalogRoutes.path : LayerRoutes.path
        action = "\(home)/rollback"
        publication = form.publication
        base = visit.city.publication.number
        note = form.note
        self.noteError = noteError
        self.warning = warning
        self.canPublish = canPublish
        self.plan = plan
    }
}
