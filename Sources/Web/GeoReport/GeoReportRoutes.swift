import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// GeoReport v2 under `/open311/v2/` and its discovery, every address in JSON and in XML.
struct GeoReportRoutes: Sendable {
    /// Where the resources are.
    static let base = "open311/v2"

    let cities: Cities
    /// What keeps one client from flooding a city.
    let gate: SubmissionGate
    /// Who reads whole lists at the same time.
    let bulkSlots = BulkSlots()

    func add(to router: Router<DispatchContext>) {
        for format in Format.allCases {
            let end = format.rawValue
            read(router, "open311/discovery.\(end)", format) { GeoReportAnswer(body: try discovery($0)) }
            read(router, "\(Self.base)/services.\(end)", format, services)
            read(router, "\(Self.base)/services/{service_code}.\(end)", format, service)
            read(router, "\(Self.base)/requests.\(end)", format, requests) { request, context in
                try gate.enter(request, context)
                return try await submit(request, as: format)
            }
            read(router, "\(Self.base)/requests/{service_request_id}.\(end)", format, request)
        }
        addBulk(to: router)
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
                return .geoReport(try await get(call), as: format, in: language, to: request)
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

    // MARK: - Discovery

    private func discovery(_ call: GeoReportCall) throws -> WireBody {
        let endpoint = DiscoveryBody.Endpoint(
            url: "\(try call.request.origin())/\(Self.base)",
            // The only one: a test endpoint would be a lie as long as what is sent there is acted upon.
            kind: .production,
            changedAt: call.city.catalogSince
        )
        return DiscoveryBody.body(call.city.catalog.jurisdiction, endpoints: [endpoint], language: call.language)
    }
}
