import Boundaries
import GeoReport
import ServiceRequests
import Store

/// What `layer-new.mustache` shows: the form with a layer's new file, and once it was checked what it would do.
struct LayerUploadView: Sendable {
    let menu: PublishingMenu
    let heading: String
    let action: String
    let back: String
    let base: Int
    let most: String
    let fileName: String
    let key: String
    let note: String
    let noteError: String?
    let fileError: String?
    let warning: String?
    /// The SHA-256 of the file that was checked; nil where it cannot be published.
    let checked: String?
    let file: String?
    let plan: PlanView?

    init(
        _ layer: BoundaryLayer,
        _ visit: StaffVisit,
        note: String = "",
        noteError: String? = nil,
        fileError: String? = nil,
        warning: String? = nil,
        checked: String? = nil,
        file: String? = nil,
        plan: PlanView? = nil
    ) {
        menu = PublishingMenu(visit)
        let name = layer.definition.names[visit.page.language] ?? layer.id
        heading = "\(name): another file"
        back = "\(LayerRoutes.path)/layers/\(FormParameters.encoded(layer.id))"
        action = "\(back)/new"
        base = visit.city.publication.number
        most = "\(LayerUpload.most >> 20) MB"
        fileName = layer.definition.file
        key = layer.definition.key
        self.note = note
        self.noteError = noteError
        self.fileError = fileError
        self.warning = warning
        self.checked = checked
        self.file = file
        self.plan = plan
    }
}
