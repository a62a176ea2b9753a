import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import Postgres
import Store

/// Turns every error of what lies inside into an answer of the right shape; nothing gets past it.
struct ErrorResponses: RouterMiddleware {
    typealias Context = DispatchContext

    /// How long a refused client that is still sending is listened to.
    let linger: Duration
    /// Who makes HTML of a refusal.
    let pages: Pages
    /// Whose name stands over it.
    let cities: Cities

    // Where the database is away every call fails for the same reason.
    private let outage = Throttle(interval: .seconds(5))

    func handle(
        _ request: Request,
        context: DispatchContext,
        next: @concurrent (Request, DispatchContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        var closesConnection = false
        do {
            return try await next(request, context)
        } catch {
            let shape = ErrorShape(request)
            if let error = error as? GeoReportError, case .geoReport(let format) = shape {
                let status = HTTPResponse.Status(code: error.status)
                response = .geoReport(ErrorBody.body(error), as: format, status: status)
            } else {
                let refusal = Refusal(error)
                // What the database alone refused, our own checks should have: it is on record too.
                if refusal.status.code >= 500 || error is StoreError { log(error, refusal, request, context) }
                response = answer(to: refusal, in: shape, request, context)
                // Of a streamed body there may be more to come, which nobody will read.
                closesConnection = refusal.closesConnection || StreamedPaths.isStreamed(request)
            }
        }
        if request.method == .head { response = response.createHeadResponse() }
        return closesConnection ? response.closing(context.channel, after: linger) : response
    }

    private func answer(
        to refusal: Refusal,
        in shape: ErrorShape,
        _ request: Request,
        _ context: DispatchContext
    ) -> Response {
        guard case .page = shape else { return shape.response(to: refusal) }
        let visit =
            (try? PageVisit(request, cities: cities)) ?? (try? PageVisit(request, cities: cities, readsQuery: false))
        let audience: Page.Audience = StaffAddress.isStaff(path: request.uri.path) ? .staff : .resident
        return pages.response(ProblemPage.page(refusal, for: visit, audience, requestID: context.id), for: visit)
    }

    private func log(_ error: any Error, _ refusal: Refusal, _ request: Request, _ context: DispatchContext) {
        var keptBack = 0
        if error is StoreError, refusal.status == .serviceUnavailable {
            guard let count = outage.pass() else { return }
            keptBack = count
        }
        var metadata: Logger.Metadata = [
            "http.route": "\(context.endpointPath ?? "none")", "http.status": "\(refusal.status.code)",
        ]
        switch error {
        case let error as StoreError:
            metadata.merge(error.metadata) { own, _ in own }
        case let refusal as Refusal:
            metadata["error"] = "\(refusal.code)"
        default:
            metadata["error"] = "\(type(of: error))"
        }
        if keptBack > 0 { metadata["lines.kept-back"] = "\(keptBack)" }
        context.logger.error("A request failed", metadata: metadata)
    }
}
