import Boundaries
import Foundation
import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceRequests

/// The map as a picture, `/map.svg` (`MapAddress` says how to ask for it), and what the map with script is made of:
/// its squares, `/map/{z}/{x}/{y}.svg`, the names on it, `/map/names.json`, and what lies at a point in words,
/// `/map/place.json?lat=&long=`.
struct MapRoutes: Sendable {
    let cities: Cities
    /// Whether what is read is in `PseudoLocale`, as on the pages.
    var usesPseudoLocale = false

    /// What the pictures of this program look like; another number makes every kept picture stale.
    private static let edition = 3

    func add(to router: Router<DispatchContext>) {
        router.resource("map.svg", [.get: map])
        router.resource("map/names.json", [.get: names])
        router.resource("map/place.json", [.get: place])
        router.resource("map/{z}/{x}/{y}.svg", [.get: tile])
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
        let languages = city.catalog.jurisdiction.languages
        let drawing = try MapAddress.drawing(parameters, extent: atlas.extent, index: index, languages: languages)
        // A pin may be somebody's home: no cache that others share keeps it.
        return try kept(request, atlas, Self.picture(style: MapStyle.source), isShared: drawing.pin == nil) {
            let language = parameters["lang"] ?? languages.first ?? Vocabulary.first
            let words = MapWords(drawing, index: index, try Vocabulary.own.get().words(in: language))
            return ByteBuffer(string: drawing.svg(of: atlas, title: words.title, description: words.description))
        }
    }

    private func tile(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let city = try cities.city(for: request)
        let numbers = ["z", "x", "y"].map { context.parameters.get($0).flatMap { $0.isWholeNumber ? Int($0) : nil } }
        guard let zoom = numbers[0], let x = numbers[1], let y = numbers[2],
            let tile = MapTile(zoom: zoom, x: x, y: y)
        else {
            let (low, high) = (MapView.zooms.lowerBound, MapView.zooms.upperBound)
            throw Refusal.notFound(
                "expected a square of the map, /map/z/x/y.svg with z from \(low) to \(high), x and y from 0 to 2^z − 1, "
                    + "found another address"
            )
        }
        let atlas = await city.map.atlas(logger: context.logger)
        return try kept(request, atlas, Self.picture(style: MapStyle.tileSource)) {
            ByteBuffer(string: tile.svg(of: atlas))
        }
    }

    private func names(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let city = try cities.city(for: request)
        let atlas = await city.map.atlas(logger: context.logger)
        return try kept(request, atlas, Self.json) { try Self.encoded(atlas.names) }
    }

    /// What lies at a point, for who wants to hear it before the pin is put there.
    private func place(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let point: Coordinate?
        do {
            point = try visit.query.coordinate()
        } catch {
            throw Refusal.badRequest(error.faults.map(\.description).joined(separator: "; "))
        }
        guard let point else { throw Refusal.badRequest("expected lat and long, found neither") }
        let words = visit.sentence(onCrossAt: point)
        let body = try Self.encoded(["words": usesPseudoLocale ? PseudoLocale.said(words[...]) : words])
        return Response(status: .ok, headers: Self.json, body: ResponseBody(byteBuffer: body))
    }

    /// An answer that stays the same as long as the atlas does.
    private func kept(
        _ request: Request,
        _ atlas: Atlas,
        _ own: HTTPFields,
        isShared: Bool = true,
        _ make: () throws -> ByteBuffer
    ) throws -> Response {
        let tag = "\"\(Self.edition)-\(atlas.version)\""
        // A cache takes a 304's fields over (RFC 9111, part 4.3.4), so they must be those of the answer.
        var headers = own
        headers[.eTag] = tag
        headers[.cacheControl] = "\(isShared ? "public" : "private"), max-age=300"
        headers[.vary] = "Accept-Encoding"
        if request.headers.nameTag(tag) {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: try make()))
    }

    private static let json: HTTPFields = [.contentType: "application/json; charset=utf-8"]

    private static func encoded(_ value: some Encodable) throws -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return ByteBuffer(bytes: try encoder.encode(value))
    }

    private static func picture(style: String) -> HTTPFields {
        [
            .contentType: "image/svg+xml; charset=utf-8",
            .contentSecurityPolicy: "default-src 'none'; style-src \(style); frame-ancestors 'none'",
        ]
    }
}

extension String {
    /// Whether it is digits alone.
    fileprivate var isWholeNumber: Bool { !isEmpty && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
