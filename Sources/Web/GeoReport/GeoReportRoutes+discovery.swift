import GeoReport
import ServiceRequests

extension GeoReportRoutes {
    /// GET discovery: both endpoints, and with `extensions=true` where they take requests for.
    func discovery(_ call: GeoReportCall) async throws -> GeoReportAnswer {
        let origin = try call.request.origin()
        // Both have the same boundaries.
        let area = call.parameters.wantsExtensions ? await call.city.outline.area() : nil
        let endpoints = GeoReportEndpoint.allCases.map { endpoint in
            DiscoveryBody.Endpoint(
                url: "\(origin)/\(endpoint.path)",
                kind: endpoint.kind,
                changedAt: call.city.catalogSince,
                area: area
            )
        }
        return GeoReportAnswer(
            body: DiscoveryBody.body(call.city.catalog.jurisdiction, endpoints: endpoints, language: call.language),
            description: .discovery
        )
    }
}
