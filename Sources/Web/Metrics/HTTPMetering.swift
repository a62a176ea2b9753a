import Hummingbird

/// Puts every answer into the meter, whatever it is.
struct HTTPMetering: RouterMiddleware {
    typealias Context = DispatchContext

    let meter: HTTPMeter

    func handle(
        _ request: Request,
        context: DispatchContext,
        next: @concurrent (Request, DispatchContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        meter.count(context.endpointPath, request.method, response.status, took: ContinuousClock.now - start)
        return response
    }
}
