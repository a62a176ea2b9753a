import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension BoardRoutes {
    /// GET `/dispatch/places`: where the open requests are, for who has no script.
    func places(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let places = try await visit.city.boardKeeper.places(privateServices: visit.city.catalog.privateServices)
        let view = PlacesView(places, of: visit.city, words: StaffWords(visit, now: places.at))
        return pages.response(
            Page("board-places", title: "Where the open requests are", view: view, audience: .staff),
            for: visit.page
        )
    }

    /// GET `/dispatch/map.json?box=W,S,E,N&zoom=12`: the marks of a part of the map, 500 at most.
    func map(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let sides = (visit.page.query["box"] ?? "").split(separator: ",").compactMap { Double($0) }
        guard sides.count == 4, let zoom = visit.page.query["zoom"].flatMap({ Int($0) }), (0...22).contains(zoom),
            let one = try? Coordinate(latitude: sides[1], longitude: sides[0]),
            let other = try? Coordinate(latitude: sides[3], longitude: sides[2])
        else {
            throw Refusal.badRequest(
                "expected a part of a map, found another address",
                details: ["box: expected west,south,east,north in degrees", "zoom: expected 0 to 22"]
            )
        }
        let city = visit.city
        let places = try await city.boardKeeper.places(privateServices: city.catalog.privateServices)
        let words = StaffWords(visit, now: places.at)
        let clusters = PlaceClusters(
            places,
            in: BoundingBox(one, other),
            zoom: zoom,
            asOf: words.time.time(places.at)
        )
        let data = (try? JSONEncoder().encode(clusters)) ?? Data()
        return Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data))
        )
    }
}
