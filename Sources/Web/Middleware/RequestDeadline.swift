import Hummingbird

/// Puts every request under the deadline.
struct RequestDeadline: RouterMiddleware {
    typealias Context = DispatchContext

    let deadlines: RequestDeadlines

    func handle(
        _ request: Request,
        context: DispatchContext,
        next: @concurrent (Request, DispatchContext) async throws -> Response
    ) async throws -> Response {
        try await deadlines.watch(context) { try await next(request, context) }
    }
}
