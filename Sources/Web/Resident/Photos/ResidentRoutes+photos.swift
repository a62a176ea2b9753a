import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import Photos
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/report/photos/{name}.jpg?draft=[&small=1]`: a photo of a report that is being written, for who writes it.
    func draftPhoto(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        guard let name = Self.name(in: context),
            let draft = visit.query["draft"].flatMap({ ReportDraft.ID($0) }),
            try await visit.city.photos.of(draft: draft).contains(where: { $0.isPhoto(name) })
        else { throw Self.noPhoto }
        return try await picture(name, visit)
    }

    /// GET `/r/{id}/photos/{name}.jpg[?small=1][&key]`: a photo of a report, where whoever asks may see it.
    func photo(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        guard let name = Self.name(in: context),
            let id = context.captured("service_request_id").flatMap({ ServiceRequest.ID($0) })?.text,
            let sight = try await visit.sight(of: id),
            let row = try await visit.city.photos.of(request: id).first(where: { $0.isPhoto(name) }),
            sight.rule.shows(row.department == nil ? .residentPhotos : .departmentPhotos)
        else { throw Self.noPhoto }
        return try await picture(name, visit)
    }

    private func picture(_ name: PhotoName, _ visit: PageVisit) async throws -> Response {
        let version: PhotoVersion = visit.query["small"] == nil ? .whole : .small
        guard let bytes = try await photos?.folder.read(name, version, of: visit.city.code) else { throw Self.noPhoto }
        return .picture(bytes)
    }

    private static func name(in context: DispatchContext) -> PhotoName? {
        guard let file = context.captured("name"), file.hasSuffix(".jpg") else { return nil }
        return PhotoName(String(file.dropLast(4)))
    }

    private static let noPhoto = Refusal.notFound("expected the address of a photo that you may see, found another")
}

extension PhotoRow {
    /// The name as addresses have it.
    var name: String { PhotoName(bytes: file.name)?.text ?? "" }

    /// Whether it is the photo of this name; a document never is.
    func isPhoto(_ name: PhotoName) -> Bool { file.kind == .photo && file.name == name.bytes }
}

extension Response {
    /// A photo, which a browser shows as nothing but a picture, on our own pages only.
    static func picture(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "image/jpeg",
                .contentSecurityPolicy: "default-src 'none'; sandbox",
                .crossOriginResourcePolicy: "same-origin",
                // Who may see it changes: shared caches must ask.
                .cacheControl: "private, max-age=3600",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}

extension HTTPField.Name {
    static let crossOriginResourcePolicy = Self("Cross-Origin-Resource-Policy") ?? .referer
}
