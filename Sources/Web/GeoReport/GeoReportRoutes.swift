import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// GeoReport v2 at one endpoint, `/open311/v2/` or the one for tests, and the discovery of both, every address in JSON and
/// in XML.
struct GeoReportRoutes: Sendable {
    let endpoint: GeoReportEndpoint
    /// The endpoint's own: those of the other one are served beside it.
    let cities: Cities
    /// Who may send requests.
    let door: ClientDoor
    /// Where photos go; nil where none are taken.
    let photos: PhotoRoom?
    let limits: WebLimits
    let sandbox: SandboxRules
    /// Who reads whole lists at the same time.
    let bulkSlots = BulkSlots()

    func add(to router: Router<DispatchContext>) {
        let base = endpoint.path
        for format in Format.allCases {
            let end = format.rawValue
            if endpoint == .production { read(router, "open311/discovery.\(end)", format, discovery) }
            read(router, "\(base)/services.\(end)", format, services)
            read(router, "\(base)/services/{service_code}.\(end)", format, service)
            read(router, "\(base)/requests.\(end)", format, requests) { request, context in
                try await submit(request, context, as: format)
            }
            read(router, "\(base)/requests/{service_request_id}.\(end)", format, request)
            read(router, "\(base)/servicerequestupdates.\(end)", format, updates) { request, context in
                try await say(request, context, as: format)
            }
            read(router, "\(base)/tokens.\(end)", format, noToken)
            read(router, "\(base)/tokens/{token}.\(end)", format, token)
        }
        router.resource("\(base)/requests/{service_request_id}/photos/{name}", [.get: photo])
        if endpoint == .production { addBulk(to: router) }
    }

    private func read(
        _ router: Router<DispatchContext>,
        _ path: RouterPath,
        _ format: Format,
        _ get: @escaping @Sendable (GeoReportCall) async throws -> GeoReportAnswer,
        post: Router<DispatchContext>.Handler? = nil
    ) {
        let methods: [HTTPRequest.Method] = post == nil ? [.get, .head, .options] : [.get, .head, .options, .post]
        let allowed = methods.map(\.rawValue).joined(separator: ", ")
        var handlers: [HTTPRequest.Method: Router<DispatchContext>.Handler] = [
            .get: { request, context in
                let parameters = try FormParameters(query: request)
                let city = try cities.meant(by: parameters)
                let language = city.language(asked: request)
                let call = GeoReportCall(
                    city: city,
                    parameters: parameters,
                    language: language,
                    request: request,
                    context: context
                )
                var answer = try await get(call)
                if let link = DescriptionRoutes.link(of: answer, as: format, to: call) { answer.headers[.link] = link }
                return .geoReport(answer, as: format, in: language, to: request)
            },
            .options: { _, _ in
                Response(
                    status: .noContent,
                    headers: [
                        .allow: allowed, .accessControlAllowMethods: "GET, HEAD, OPTIONS",
                        .accessControlAllowHeaders: "If-None-Match", .accessControlMaxAge: "86400",
                    ]
                )
            },
        ]
        handlers[.post] = post
        router.resource(path, handlers)
    }
}
