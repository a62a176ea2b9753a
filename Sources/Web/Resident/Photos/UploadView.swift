import Photos
import ServiceRequests

/// The fields for files of the details page; nil where a service takes none, or the server.
struct UploadView: Sendable {
    /// A field for files.
    struct Field: Sendable {
        let id: String
        let label: String
        let hints: [String]
        /// The kinds a browser offers.
        let accept: String
        /// What is the matter with each file that was not taken.
        let errors: [String]
        let isWrong: Bool
    }

    let fields: [Field]
    let photos: PhotosView?

    init?(
        _ service: Catalog.Service,
        _ room: PhotoRoom?,
        _ visit: PageVisit,
        photos: PhotosView?,
        isPublic: Bool,
        problems: [FormProblems.Problem]
    ) {
        guard let room else { return nil }
        let words = visit.words
        var fields: [Field] = []
        let values = ["limit": String(room.maximum), "megabytes": String(room.limits.maximumBytes >> 20)]
        func errors(_ id: String) -> [String] { problems.filter { $0.id == id }.map(\.message) }
        if service.takesPhotos, room.canDraw {
            fields.append(
                Field(
                    id: "photos",
                    label: words("photos_label"),
                    hints: [
                        words("photos_hint", values), words("photos_stripped"),
                        isPublic ? words("photos_public") : words("photos_private"),
                    ],
                    accept: "image/jpeg,image/png,image/webp",
                    errors: errors("photos"),
                    isWrong: !errors("photos").isEmpty
                )
            )
        }
        if let documents = service.documents {
            fields.append(
                Field(
                    id: "documents",
                    label: words("photos_documents_label", ["name": documents.name.text(in: visit.language)]),
                    hints: [
                        documents.help?.text(in: visit.language), words("photos_documents_hint", values),
                        words("photos_documents_private"),
                    ].compactMap(\.self),
                    accept: "application/pdf",
                    errors: errors("documents"),
                    isWrong: !errors("documents").isEmpty
                )
            )
        }
        guard !fields.isEmpty || photos != nil else { return nil }
        self.fields = fields
        self.photos = photos
    }
}
