import HTTPTypes
import Hummingbird

/// The addresses whose bodies are too large to be read whole before a handler sees them: photos and documents, a
/// layer's file, a service request of another system with photos.
struct StreamedPaths {
    /// What a request may send, how long it may take from its head to its answer, and whether its handler gets the body
    /// as it comes.
    static func limit(
        for request: Request,
        _ limits: WebLimits
    ) -> (bytes: Int, deadline: Duration, isStreamed: Bool) {
        if isStreamed(request) { return (limits.maximumUpload, limits.uploadDeadline, true) }
        // A whole file of the catalog in a form.
        let isCatalog = request.method == .post && request.uri.path == "\(CatalogRoutes.path)/edit"
        return (isCatalog ? limits.maximumCatalogForm : limits.maximumBody, limits.requestDeadline, false)
    }

    /// The longest form that is not looked at for photos as it comes.
    private static let longestForm = 256 << 10

    /// Whether a body is, or may be, longer than forms are that have no photos in them.
    private static func isLong(_ request: Request) -> Bool {
        guard let length = request.headers[.contentLength] else { return request.headers.contains(.transferEncoding) }
        return Int(length).map { $0 > longestForm } ?? false
    }

    /// Whether the body goes to the handler as it comes, which must be one that reads it so.
    static func isStreamed(_ request: Request) -> Bool {
        guard request.method == .post else { return false }
        let type = request.headers[.contentType]?.lowercased().prefix { $0 != ";" && $0 != " " }
        let path = request.uri.path.split(separator: "/")
        switch path {
        case _ where GeoReportEndpoint.takesRequests(at: path):
            return type == "multipart/form-data"
                || SubmittedBody.isEncoded(request.headers[.contentType]) && isLong(request)
        case ["report", "details"]:
            return type == "multipart/form-data"
        case _ where path.count == 4 && path[0] == "desk" && path[1] == "items" && path[3] == "photos":
            return type == "multipart/form-data"
        case _
        where path.count == 5 && path[0] == "dispatch" && path[1] == "boundaries" && path[2] == "layers"
            && path[4] == "new":
            return type == "multipart/form-data"
        case _
        where path.count == 5 && path[0] == "api" && path[1] == "v1" && path[2] == "items"
            && path[4] == "photos":
            return true
        default:
            return false
        }
    }
}
