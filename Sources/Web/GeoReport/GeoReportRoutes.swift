import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// GeoReport v2 under `/open311/v2/`, in JSON.
struct GeoReportRoutes: Sendable {
    let cities: Cities

    func add(to router: Router<DispatchContext>) {
        let base = "open311/v2"
        read(router, "\(base)/services.json", services)
        read(router, "\(base)/services/{service_code}.json", service)
        read(router, "\(base)/requests.json", requests, post: submit)
        read(router, "\(base)/requests/{service_request_id}.json", request)
    }

    private func read(
        _ router: Router<DispatchContext>,
        _ path: RouterPath,
        _ get: @escaping @Sendable (City, FormParameters, DispatchContext) async throws -> WireValue,
        post: Router<DispatchContext>.Handler? = nil
    ) {
        let methods: [HTTPRequest.Method] = post == nil ? [.get, .head, .options] : [.get, .head, .options, .post]
        let allowed = methods.map(\.rawValue).joined(separator: ", ")
        var handlers: [HTTPRequest.Method: Router<DispatchContext>.Handler] = [
            .get: { request, context in
                let parameters = try FormParameters(query: request)
                return .json(try await get(try cities.meant(by: parameters), parameters, context))
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

    // MARK: - Services

    private func services(city: City, parameters: FormParameters, context: DispatchContext) throws -> WireValue {
        let all = ServiceListBody.value(city.catalog)
        guard parameters["lat"] != nil || parameters["long"] != nil else { return all }
        let point = try parameters.point()
        guard case .array(let values) = all else { return all }
        // One value a service, in the catalog's order.
        return .array(zip(city.catalog.services, values).filter { city.serves($0.0, at: point) }.map(\.1))
    }

    private func service(city: City, parameters: FormParameters, context: DispatchContext) throws -> WireValue {
        guard let service = context.captured("service_code").flatMap({ city.catalog.service(named: $0) }) else {
            throw GeoReportError(.serviceUnknown, "service_code: expected the code of a service, found another")
        }
        return ServiceDefinitionBody.value(service)
    }

    // MARK: - Service requests

    private func requests(city: City, parameters: FormParameters, context: DispatchContext) async throws -> WireValue {
        let query = try QueryDecoder(catalog: city.catalog).decode(parameters, now: city.clock.now)
        return RequestsBody.value(
            try await city.reader.records(query),
            catalog: city.catalog,
            extensions: parameters.wantsExtensions
        )
    }

    private func request(city: City, parameters: FormParameters, context: DispatchContext) async throws -> WireValue {
        guard let id = context.captured("service_request_id"), let record = try await city.reader.record(id) else {
            throw GeoReportError(
                .serviceRequestUnknown,
                "service_request_id: expected the id of a service request, found another"
            )
        }
        return RequestsBody.value([record], catalog: city.catalog, extensions: parameters.wantsExtensions)
    }
}
