import GeoReport
import HTTPTypes
import Hummingbird
import Photos
import ServiceRequests
import Store

extension GeoReportRoutes {
    /// The address of a photo by its request's id and its name; nil where no photos are kept, or the address this server is
    /// asked at is not known.
    func photoAddress(for call: GeoReportCall) -> ((_ id: String, _ name: String) -> String)? {
        guard photos != nil, let origin = try? call.request.origin() else { return nil }
        let base = "\(origin)/\(endpoint.path)/requests"
        // Jurisdictions share the addresses of an endpoint.
        let city = cities.all.count > 1 ? "?jurisdiction_id=\(FormParameters.encoded(call.city.jurisdictionID))" : ""
        return { id, name in "\(base)/\(id)/photos/\(name).jpg\(city)" }
    }

    /// GET requests/{service_request_id}/photos/{name}.jpg: a photo that everybody may see, for any page to show.
    func photo(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let city = try cities.meant(by: FormParameters(query: request))
        guard let file = context.captured("name"), file.hasSuffix(".jpg"),
            let name = PhotoName(String(file.dropLast(4))),
            let id = context.captured("service_request_id").flatMap({ ServiceRequest.ID($0) })?.text,
            try await city.reader.forClients.photos(of: [id])[id]?.contains(where: { $0.name == name.text }) == true,
            let bytes = try await photos?.folder.read(name, .whole, of: city.code)
        else {
            throw Refusal.notFound("expected the address of a photo that everybody may see, found another")
        }
        var response = Response.picture(bytes)
        response.headers[.crossOriginResourcePolicy] = "cross-origin"
        return response
    }
}
