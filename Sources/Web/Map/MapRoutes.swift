import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceRequests

/// The map as a picture, `/map.svg`; `MapAddress` says how to ask for it.
struct MapRoutes: Sendable {
    let cities: Cities

    /// What the pictures of this program look like; another number makes every kept picture stale.
    private static let edition = 1

    func add(to router: Router<DispatchContext>) {
        router.resource("map.svg", [.get: map])
    }

    private func map(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let parameters: FormParameters
        let city: City
        do {
            parameters = try FormParameters(query: request)
            let isNamed = parameters["jurisdiction_id"] != nil
            city = isNamed ? try cities.meant(by: parameters) : try cities.city(for: request)
        } catch let error as GeoReportError {
            throw Refusal(
                HTTPResponse.Status(code: error.status),
                "bad_request",
                error.faults.map(\.description).joined(separator: "; ")
            )
        }
        let atlas = await city.map.atlas(logger: context.logger)
        let index = city.snapshot.index
        let drawing = try MapAddress.drawing(parameters, extent: atlas.extent, index: index)
        let tag = "\"\(Self.edition)-\(atlas.version)\""
        var headers: HTTPFields = [
            .eTag: tag,
            // A pin may be somebody's home: no cache that others share keeps it.
            .cacheControl: "\(drawing.pin == nil ? "public" : "private"), max-age=300",
        ]
        if let known = request.headers[.ifNoneMatch], Self.names(known, tag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = "image/svg+xml; charset=utf-8"
        headers[.contentSecurityPolicy] = "default-src 'none'; style-src \(MapStyle.source); frame-ancestors 'none'"
        let words = MapWords(drawing, index: index)
        let svg = drawing.svg(of: atlas, title: words.title, description: words.description)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: svg)))
    }

    /// Whether an `If-None-Match` names a tag; RFC 9110 part 13.1.2 compares weakly.
    private static func names(_ field: String, _ tag: String) -> Bool {
        field.split(separator: ",").contains { part in
            let part = part.drop { $0 == " " }.prefix { $0 != " " }
            return part == "*" || part == tag || part == "W/\(tag)"
        }
    }
}
