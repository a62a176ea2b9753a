import GeoReport
import ServiceRequests

extension GeoReportRoutes {
    /// GET services: what can be asked for, or, with `lat` and `long`, what can be asked for there.
    func services(_ call: GeoReportCall) throws -> GeoReportAnswer {
        let city = call.city
        let point = try call.parameters.coordinate(near: city.extent)
        let body = ServiceListBody.body(
            city.catalog,
            extensions: call.parameters.wantsExtensions,
            language: call.language
        ) { service in
            point.map { city.serves(service, at: $0) } ?? true
        }
        return GeoReportAnswer(body: body, keeping: GeoReportAnswer.shared, description: .services)
    }

    /// GET services/{service_code}: the questions of one service.
    func service(_ call: GeoReportCall) throws -> GeoReportAnswer {
        let code = call.context.captured("service_code")
        guard let service = code.flatMap({ call.city.catalog.service(named: $0) }) else {
            throw GeoReportError(.serviceUnknown, "service_code: expected the code of a service, found another")
        }
        let body = ServiceDefinitionBody.body(
            service,
            extensions: call.parameters.wantsExtensions,
            language: call.language
        )
        return GeoReportAnswer(body: body, keeping: GeoReportAnswer.shared, description: .definition)
    }
}
