import ServiceRequests
import Store

/// What `catalog-files.mustache` shows: which file to edit, and the form for a new one.
struct EditChoiceView: Sendable {
    let menu: PublishingMenu
    let files: [CatalogView.FileLine]
    let name: String
    let nameError: String?

    init(_ visit: StaffVisit, files: [SourceFile], name: String? = nil, nameError: String? = nil) {
        menu = PublishingMenu(visit)
        self.files = files.map { file in
            CatalogView.FileLine(address: EditForm.address(of: file.path), path: file.path)
        }
        self.name = name ?? ""
        self.nameError = nameError
    }
}
