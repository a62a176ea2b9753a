import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import Photos
import ServiceRequests
import Store

extension ResidentRoutes {
    /// The fields of the details page that have files, and what these are sent as.
    static let uses: [String: PhotoUse] = ["photos": .photo, "documents": .document]

    /// The form of the details page, with what of its files was taken.
    func upload(_ request: Request, _ visit: PageVisit, logger: Logger) async throws -> FormUpload {
        try await FormUpload(
            page: request,
            uses: Self.uses,
            maximumFiles: 2 * (photos?.maximum ?? 0),
            of: visit.city,
            room: photos,
            logger: logger
        )
    }

    /// Gives a report the files that were taken, and tells of those that were not.
    func take(
        _ upload: FormUpload,
        into draft: ReportDraft.ID,
        for service: Catalog.Service,
        _ visit: PageVisit
    ) async throws(StoreError) -> [FormProblems.Problem] {
        let says = PhotoWords(words: visit.words)
        var problems: [FormProblems.Problem] = []
        func drop(_ file: FormUpload.File, _ sentence: String) {
            problems.append(.init(parameter: nil, id: file.sent.field, message: sentence))
        }
        for file in upload.files {
            let use = Self.uses[file.sent.field] ?? .photo
            let title = file.sent.title
            guard let room = photos else {
                // A page of before a change of configuration.
                drop(file, says.sentence(title, use, .folder("none is configured")))
                continue
            }
            guard use == .photo ? service.takesPhotos : service.documents != nil else {
                drop(file, says.unwanted(title))
                continue
            }
            switch file.result {
            case .failure(let error):
                drop(file, says.sentence(title, use, error))
            case .success(let photo):
                switch try await visit.city.photos.add(photo.row(title: title), to: draft, limit: room.maximum) {
                case .added, .repeated: break
                case .tooMany: drop(file, says.sentence(title, use, .tooMany(limit: room.maximum)))
                case .notWritten: drop(file, says.sentence(title, use, .interrupted))
                }
            }
        }
        return problems
    }

    /// Takes a photo out of a report that is being written.
    func removePhoto(
        _ name: PhotoName,
        from draft: ReportDraft.ID,
        _ visit: PageVisit,
        logger: Logger
    ) async throws(StoreError) {
        guard try await visit.city.photos.remove(name.bytes, from: draft) else { return }
        await photos?.remove([name], of: visit.city, logger: logger)
    }

    /// What the check of a report shows of its photos; nil where it has none.
    func photos(toCheck trail: ReportTrail, _ visit: PageVisit) async throws(StoreError) -> PhotosView? {
        guard let draft = trail.draft else { return nil }
        let details = trail.with { $0.isChange = true }.address("/report/details")
        return PhotosView(
            try await photos(of: draft, visit),
            of: draft,
            visit.words,
            heading: visit.words("photos_heading"),
            change: .init(address: "\(details)#photos", label: visit.words("photos_change"))
        )
    }

    /// What a report's page shows of them to whoever looks; nil where that is nothing.
    func photos(of sight: StatusSight, _ visit: PageVisit) async throws(StoreError) -> PhotosView? {
        PhotosView(try await visit.city.photos.of(request: sight.record.id), sight, visit.city.catalog, visit.words)
    }

    /// What a report that is being written has; nothing where no photos are taken.
    func photos(of draft: ReportDraft.ID?, _ visit: PageVisit) async throws(StoreError) -> [PhotoRow] {
        guard photos != nil, let draft else { return [] }
        return try await visit.city.photos.of(draft: draft)
    }
}
