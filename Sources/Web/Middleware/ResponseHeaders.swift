import HTTPTypes
import Hummingbird

/// Puts on every answer what browsers need to be told, and the request's name in our logs.
struct ResponseHeaders: RouterMiddleware {
    typealias Context = DispatchContext

    func handle(
        _ request: Request,
        context: DispatchContext,
        next: @concurrent (Request, DispatchContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.requestID] = context.id
        response.headers[.xContentTypeOptions] = "nosniff"
        // What may be kept says so itself.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        }
        // Any page may read what GeoReport tells everybody (G8); nothing else is shared across origins.
        if request.method != .post, request.uri.path.hasPrefix("/open311/") {
            response.headers[.accessControlAllowOrigin] = "*"
            response.headers[.accessControlExposeHeaders] = Self.exposed
        }
        return response
    }

    /// What scripts of other sites may read beside the few fields that they always may.
    private static let exposed: String = {
        let names: [HTTPField.Name] = [
            .eTag, .link, .retryAfter, .requestID, .totalCount, .totalCountIs, .pageIncomplete, .pageTotalSize,
            .pageTotalPages, .pageNumber, .pageSize,
        ]
        return names.map(\.rawName).joined(separator: ", ")
    }()
}
