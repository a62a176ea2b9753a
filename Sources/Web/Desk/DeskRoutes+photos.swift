import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import Photos
import ServiceRequests
import Store

extension DeskRoutes {
    /// POST `/desk/items/{item}/photos`: adds photos of the work to an open item.
    ///
    /// The same picture twice is one photo, so the form needs no token.
    func addPhotos(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let city = staff.city
        let upload = try await FormUpload(
            page: request,
            uses: ["photos": .photo],
            maximumFiles: 2 * (photos?.maximum ?? 0),
            of: city,
            room: photos,
            logger: context.logger
        )
        let result: Result<Response, any Error>
        do {
            result = .success(try await add(upload, context, staff))
        } catch {
            result = .failure(error)
        }
        await photos?.forget(upload.taken, unusedIn: city, logger: context.logger)
        return try result.get()
    }

    private func add(_ upload: FormUpload, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let visit = try await find(staff, context, of: upload.fields)
        let says = PhotoWords(words: visit.visit.page.words)
        let limit = 2 * (photos?.maximum ?? 0)
        var problems: [String] = upload.files.isEmpty ? ["Choose a photo."] : []
        for file in upload.files {
            switch file.result {
            case .failure(let error):
                problems.append(says.sentence(file.sent.title, .photo, error))
            case .success(let photo):
                let moves = visit.visit.city.moves
                let result = try await moves.add(
                    photo.row(title: nil),
                    to: visit.row.item,
                    limit: limit,
                    by: visit.visit.worker
                )
                switch result {
                case .done(.added), .done(.repeated): break
                case .done(.tooMany), .done(.notWritten):
                    problems.append(says.sentence(file.sent.title, .photo, .tooMany(limit: limit)))
                case .refused:
                    return lost(try await ItemVisit(again: visit, files: visit.visit.city.files), written: nil)
                }
            }
        }
        guard !problems.isEmpty else { return Pages.redirect(to: "\(visit.address)?said=photo") }
        let now = try await ItemVisit(again: visit, files: visit.visit.city.files)
        return page(now, status: .unprocessableContent, photoProblems: problems)
    }

    /// GET `/desk/items/{item}/photos/{name}`: a photo, `.jpg`, or a document, `.pdf`, to be stored and not shown.
    func photo(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let visit = try await find(staff, context)
        let file = context.captured("name") ?? ""
        guard let name = PhotoName(String(file.prefix(32))),
            let row = visit.photos.first(where: { $0.file.name == name.bytes }),
            let folder = photos?.folder
        else { throw Self.noPhoto }
        let code = visit.visit.city.code
        switch (row.file.kind, file.dropFirst(32)) {
        case (.photo, ".jpg"):
            let version: PhotoVersion = visit.visit.page.query["small"] == nil ? .whole : .small
            guard let bytes = try await folder.read(name, version, of: code) else { throw Self.noPhoto }
            return .picture(bytes)
        case (.document, ".pdf"):
            guard let bytes = try await folder.read(name, .document, of: code) else { throw Self.noPhoto }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/pdf",
                    .contentDisposition: "attachment; filename=\"\(visit.file.serviceRequestID).pdf\"",
                    .contentSecurityPolicy: "default-src 'none'; sandbox",
                    .crossOriginResourcePolicy: "same-origin",
                ],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            )
        default:
            throw Self.noPhoto
        }
    }

    private static let noPhoto = Refusal.notFound("your department's item has no photo or document of this name")
}
