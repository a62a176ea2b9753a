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

    func add(to router: Router<DispatchContext>) {
        for format in Format.allCases {
            let end = format.rawValue
            read(router, "open311/discovery.\(end)", format, discovery)
            read(router, "\(Self.base)/services.\(end)", format, services)
            read(router, "\(Self.base)/services/{service_code}.\(end)", format, service)
            read(router, "\(Self.base)/requests.\(end)", format, requests) { request, context in
                try gate.enter(request, context)
                return try await submit(request, as: format)
            }
            read(router, "\(Self.base)/requests/{service_request_id}.\(end)", format, request)
        }
    }

    private func read(
        _ router: Router<DispatchContext>,
        _ path: RouterPath,
        _ format: Format,
        _ get: @escaping @Sendable (GeoReportCall) async throws -> WireBody,
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
                return .geoReport(try await get(call), as: format, in: language)
            },
            .options: { _, _ in
                Response(
                    status: .noContent,
                    headers: [
                        .allow: allowed, .accessControlAllowMethods: "GET, HEAD, OPTIONS",
                        .accessControlMaxAge: "86400",
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

    // MARK: - Services

    private func services(_ call: GeoReportCall) throws -> WireBody {
        guard let point = try call.parameters.coordinate() else {
            return ServiceListBody.body(call.city.catalog, language: call.language)
        }
        return ServiceListBody.body(call.city.catalog, language: call.language) { call.city.serves($0, at: point) }
    }

    private func service(_ call: GeoReportCall) throws -> WireBody {
        let code = call.context.captured("service_code")
        guard let service = code.flatMap({ call.city.catalog.service(named: $0) }) else {
            throw GeoReportError(.serviceUnknown, "service_code: expected the code of a service, found another")
        }
        return ServiceDefinitionBody.body(service, language: call.language)
    }

    // MARK: - Service requests

    private func requests(_ call: GeoReportCall) async throws -> WireBody {
        let city = call.city
        let query = try QueryDecoder(catalog: city.catalog).decode(call.parameters, now: city.clock.now)
        return RequestsBody.body(
            try await city.reader.records(query),
            catalog: city.catalog,
            extensions: call.parameters.wantsExtensions,
            language: call.language
        )
    }

    private func request(_ call: GeoReportCall) async throws -> WireBody {
        let id = call.context.captured("service_request_id")
        guard let id, let record = try await call.city.reader.record(id) else {
            throw GeoReportError(
                .serviceRequestUnknown,
                "service_request_id: expected the id of a service request, found another"
            )
        }
        let extensions = call.parameters.wantsExtensions
        return RequestsBody.body(
            [record],
            catalog: call.city.catalog,
            extensions: extensions,
            language: call.language
        )
    }
}
