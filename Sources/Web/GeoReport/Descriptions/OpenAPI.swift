import GeoReport
import ServiceRequests

/// GeoReport as it is served here, as a document of OpenAPI 3.1.
///
/// Made anew of the same values that the server works with (codes, limits, shapes of answers, the city's own services), so
/// that it cannot tell of another server. A further resource adds an `OpenAPIReading` to `readings`, or a path of its own.
struct OpenAPI: Sendable {
    /// What clients ask for it as.
    static let mediaType = "application/vnd.oai.openapi+json;version=3.1"

    /// How the client reaches this server.
    let origin: String
    /// Whose answers the examples are.
    let city: City
    /// What `jurisdiction_id` may be.
    let jurisdictions: [String]
    let endpoints: [GeoReportEndpoint]
    let limits: WebLimits

    /// The document.
    var document: WireValue {
        let examples = OpenAPIExamples(of: city)
        let bases = endpoints.map { endpoint -> WireValue in
            ["url": .string("\(origin)/\(endpoint.path)"), "description": .string(endpoint.meaning)]
        }
        let form = OpenAPIForm(jurisdictions: jurisdictions, limits: limits)
        let forms = [
            "/requests": OpenAPISubmission(form: form, keys: city.catalog.jurisdiction.clientKeys, examples: examples)
                .posting,
            "/servicerequestupdates": OpenAPIUpdateForm(form: form, examples: examples).posting,
        ]
        var paths: [WireValue.Member] = []
        for reading in readings(examples) {
            for format in Format.allCases {
                var item: [WireValue.Member] = []
                if reading.answer == .discovery { item.append(outside) }
                item.append(.init("get", reading.operation(in: format)))
                if let posting = forms[reading.path] { item.append(.init("post", posting.operation(in: format))) }
                paths.append(.init("\(reading.path).\(format.rawValue)", .object(item)))
            }
        }
        paths += [bulk, photo]
        return [
            "openapi": "3.1.1",
            "info": [
                "title": .string("GeoReport v2: \(city.catalog.jurisdiction.name.text(in: "en"))"),
                "version": "2",
                "description": .string(Self.words),
            ],
            "externalDocs": ["url": "https://wiki.open311.org/GeoReport_v2/", "description": "The specification"],
            "servers": .array(bases),
            "tags": [
                ["name": "discovery", "description": "Where GeoReport is served"],
                ["name": "services", "description": "What can be asked for"],
                ["name": "requests", "description": "What was asked for"],
                ["name": "updates", "description": "What became of it, between systems"],
            ],
            "paths": .object(paths),
            "components": [
                "schemas": .object(AnswerShape.components), "securitySchemes": OpenAPISecurity.schemes,
            ],
        ]
    }

    /// The base of what both endpoints share.
    var outside: WireValue.Member {
        .init("servers", [["url": .string("\(origin)/open311"), "description": "For both endpoints"]])
    }

    var jurisdiction: OpenAPIParameter { .jurisdiction(jurisdictions) }

    private static let words = """
        Every address answers in JSON and in XML with the same values; an empty element of XML is null in JSON. HEAD is \
        answered where GET is, OPTIONS everywhere. An empty parameter is the same as none, and unknown ones are left out. \
        Reading needs no key. The JSON Schemas and the RELAX NG grammars of all answers are at \
        /open311/schemas/ and /open311/georeport.rng; answers of discovery and services link theirs as `describedby`.
        """
}

extension GeoReportEndpoint {
    fileprivate var meaning: String {
        switch self {
        case .production: "production: goes to the department that owns it"
        case .test: "test: goes to nobody"
        }
    }
}
