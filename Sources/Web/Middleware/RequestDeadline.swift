import Hummingbird

/// Puts every request under the deadline.
struct RequestDeadline: RouterMiddleware {
    typealias Context = DispatchContext

    let deadlines: RequestDeadlines
    let limits: WebLimits

    func handle(
        _ request: Request,
        context: DispatchContext,
        next: @concurrent (Request, DispatchContext) async throws -> Response
    ) async throws -> Response {
        let limit = StreamedPaths.limit(for: request, limits).deadline
        return try await deadlines.watch(context, for: limit) { try await next(request, context) }
    }
}
