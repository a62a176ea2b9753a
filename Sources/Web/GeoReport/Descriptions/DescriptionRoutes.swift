import Crypto
import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceRequests

/// The descriptions of GeoReport that machines read: OpenAPI, JSON Schemas, and RELAX NG grammars.
struct DescriptionRoutes: Sendable {
    /// Where the endpoints are described, as clients and their generators guess it.
    static let openAPI = "/openapi.json"
    /// Where the grammar of every XML is.
    static let grammar = "/open311/georeport.rng"

    let cities: Cities
    let limits: WebLimits

    private static let schemaType = "application/schema+json"
    private static let grammarType = "application/relax-ng+xml"

    /// Where an answer's own description is.
    static func address(of answer: AnswerShape, _ reach: Shape.Reach, _ format: Format) -> String {
        "/open311/schemas/\(answer.name(reach)).\(format == .json ? "json" : "rng")"
    }

    /// What an answer's `Link` says of its description, and discovery's of the whole (RFC 8631).
    static func link(of answer: GeoReportAnswer, as format: Format, to call: GeoReportCall) -> String? {
        guard let shape = answer.description else { return nil }
        let own = address(of: shape, call.parameters.wantsExtensions ? .extended : .plain, format)
        let type = format == .json ? schemaType : grammarType
        let link = "<\(own)>; rel=\"describedby\"; type=\"\(type)\""
        guard shape == .discovery else { return link }
        return "<\(openAPI)>; rel=\"service-desc\"; type=\"application/vnd.oai.openapi+json\", \(link)"
    }

    func add(to router: Router<DispatchContext>) {
        add(Self.openAPI, OpenAPI.mediaType, to: router) { request in
            let city = try cities.described(by: FormParameters(query: request))
            let document = OpenAPI(
                origin: try request.origin(),
                city: city,
                jurisdictions: cities.all.map(\.jurisdictionID),
                endpoints: cities.sandboxes == nil ? [.production] : GeoReportEndpoint.allCases,
                limits: limits
            )
            return document.document.json
        }
        add(Self.grammar, Self.grammarType, to: router) { _ in Array(AnswerShape.wholeRelaxNG.utf8) }
        for (answer, reach) in AnswerShape.descriptions {
            let address = Self.address(of: answer, reach, .json)
            add(address, Self.schemaType, to: router) { request in
                answer.jsonSchema(reach, id: try request.origin() + address).json
            }
            add(Self.address(of: answer, reach, .xml), Self.grammarType, to: router) { _ in
                Array(answer.relaxNG(reach).utf8)
            }
        }
    }

    /// Adds one that any page may read, and any client may keep as long as it still holds.
    private func add(
        _ address: String,
        _ type: String,
        to router: Router<DispatchContext>,
        _ bytes: @escaping @Sendable (Request) throws -> [UInt8]
    ) {
        router.resource(
            RouterPath(address),
            [
                .get: { request, _ in
                    let bytes = try bytes(request)
                    let tag = "\"\(SHA256.hash(data: bytes).hexadecimal.prefix(32))\""
                    let headers: HTTPFields = [
                        .contentType: type, .eTag: tag, .cacheControl: GeoReportAnswer.own,
                        .accessControlAllowOrigin: "*",
                    ]
                    guard !request.headers.nameTag(tag) else { return Response(status: .notModified, headers: headers) }
                    return Response(
                        status: .ok,
                        headers: headers,
                        body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
                    )
                }
            ]
        )
    }
}

extension Cities {
    /// The city whose answers are shown as examples: the one that is named, or the first.
    fileprivate func described(by parameters: FormParameters) throws -> City {
        if parameters["jurisdiction_id"] == nil, let first = all.first { return first }
        return try meant(by: parameters)
    }
}
