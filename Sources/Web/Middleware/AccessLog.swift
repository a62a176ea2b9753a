import HTTPTypes
import Hummingbird
import Logging

/// One line for every answer: the route's template, never the address itself, which may hold a key or a place.
struct AccessLog: RouterMiddleware {
    typealias Context = DispatchContext

    let level: Logger.Level

    func handle(
        _ request: Request,
        context: DispatchContext,
        next: @concurrent (Request, DispatchContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let took = ContinuousClock.now - start
        context.logger.log(
            level: level,
            "Answered a request",
            metadata: [
                "http.method": "\(Self.known.contains(request.method) ? request.method.rawValue : "other")",
                "http.route": "\(context.endpointPath ?? "none")",
                "http.status": "\(response.status.code)",
                "duration.us": "\(Int(took / .microseconds(1)))",
            ]
        )
        return response
    }

    /// A method may be any word of the client's.
    private static let known: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]
}
