import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import Photos

extension FormUpload {
    /// The form a page's POST carries, with files or without, which must come from a page of ours.
    ///
    /// Of a file that was not taken through no fault of its own the log has the reason.
    ///
    /// - Throws: a refusal where another site's page made the browser send it, where it is no form, or one that breaks
    ///   off; nothing of its files is kept then.
    init(
        page request: Request,
        uses: [String: PhotoUse],
        maximumFiles: Int,
        of city: City,
        room: PhotoRoom?,
        logger: Logger
    ) async throws {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().prefix(while: { $0 != ";" && $0 != " " }) == "multipart/form-data" else {
            self.init(fields: try await FormParameters(page: request), files: [])
            return
        }
        try SameOrigin.check(request)
        guard let boundary = MultipartBoundary(contentType: type) else {
            throw Refusal.badRequest("expected a form with files whose Content-Type names its boundary, found another")
        }
        var reader = FormUploadReader(
            boundary,
            uses: uses,
            maximumFiles: maximumFiles,
            jurisdiction: city.code,
            room: room
        )
        for try await part in request.body { try await reader.take(part.readableBytesView) }
        self = try await reader.finish()
        for case .failure(let error) in files.map(\.result) { room?.tell(error, logger: logger) }
    }

    /// The names of those that were taken.
    var taken: [PhotoName] {
        files.compactMap { file in
            if case .success(let photo) = file.result { photo.name } else { nil }
        }
    }
}
