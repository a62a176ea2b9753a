import GeoReport
import ServiceRequests

extension OpenAPI {
    /// What is read, in JSON and in XML.
    func readings(_ examples: OpenAPIExamples) -> [OpenAPIReading] {
        let endpoints = endpoints.map { endpoint in
            DiscoveryBody.Endpoint(
                url: "\(origin)/\(endpoint.path)",
                kind: endpoint.kind,
                changedAt: city.catalogSince
            )
        }
        return [
            OpenAPIReading(
                path: "/discovery",
                id: "discovery",
                summary: "Where GeoReport is served",
                tag: "discovery",
                answer: .discovery,
                parameters: [.extensions, jurisdiction],
                headers: [.links],
                isKept: false,
                example: DiscoveryBody.body(city.catalog.jurisdiction, endpoints: endpoints)
            ),
            OpenAPIReading(
                path: "/services",
                id: "services",
                summary: "What can be asked for, or with `lat` and `long` what can be asked for there",
                tag: "services",
                answer: .services,
                parameters: [.latitude, .longitude, .extensions, jurisdiction],
                codes: [.coordinateIncomplete, .coordinateInvalid],
                headers: [.links],
                example: examples.services
            ),
            OpenAPIReading(
                path: "/services/{service_code}",
                id: "service",
                summary: "The questions of a service",
                tag: "services",
                answer: .definition,
                parameters: [.serviceCode, .extensions, jurisdiction],
                codes: [.serviceUnknown],
                headers: [.links],
                example: examples.definition,
                failure: examples.unknownService
            ),
            OpenAPIReading(
                path: "/requests",
                id: "requests",
                summary: "Public requests, newest first",
                tag: "requests",
                answer: .requests,
                parameters: OpenAPIParameter.filters(days: ServiceRequest.Query.maximumDays) + OpenAPIParameter.parts
                    + [.extensions, jurisdiction],
                codes: Self.listCodes,
                headers: OpenAPIHeader.parts,
                example: examples.requests,
                failure: examples.wrongQuery
            ),
            OpenAPIReading(
                path: "/requests/{service_request_id}",
                id: "request",
                summary: "One request",
                tag: "requests",
                answer: .requests,
                parameters: [.id, .extensions, jurisdiction],
                codes: [.serviceRequestUnknown],
                example: examples.requests
            ),
            OpenAPIReading(
                path: "/tokens/{token}",
                id: "token",
                summary: "What the token of a batch service's request has become",
                tag: "requests",
                answer: .token,
                parameters: [.token, jurisdiction],
                codes: [.tokenUnknown],
                isKept: false,
                example: examples.token
            ),
            OpenAPIReading(
                path: "/servicerequestupdates",
                id: "updates",
                summary: "What happened to public requests, oldest first (mySociety's extension)",
                tag: "updates",
                answer: .updates,
                parameters: OpenAPIParameter.updates + [jurisdiction],
                codes: [.parameterInvalid, .dateMalformed, .windowInvalid],
                headers: OpenAPIHeader.updateParts,
                security: OpenAPISecurity.optional,
                example: examples.updates
            ),
        ]
    }

    /// The errors of what selects requests.
    static let listCodes: [GeoReportError.Code] = [
        .coordinateIncomplete, .coordinateInvalid, .parameterInvalid, .dateMalformed, .windowInvalid, .statusUnknown,
        .listTooLong, .areaUnclear, .pageTooDeep,
    ]
}
