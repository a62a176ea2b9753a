import Boundaries
import Crypto
import Foundation
import Testing

@testable import Web

@Suite struct MapTileTests {
    /// The points in which a path crosses a vertical line, or a horizontal one where `isTurned`, in tenths of pixels.
    private static func crossings(_ path: Substring, at edge: Double, isTurned: Bool) -> [Double] {
        var crossings: [Double] = []
        for ring in path.split(separator: "M") {
            let numbers = ring.matches(of: #/-?\d+/#).compactMap { Double($0.output) }
            var (x, y) = (0.0, 0.0)
            var points: [SIMD2<Double>] = []
            for index in stride(from: 0, to: numbers.count - 1, by: 2) {
                (x, y) = (x + numbers[index], y + numbers[index + 1])
                points.append(isTurned ? SIMD2(y, x) : SIMD2(x, y))
            }
            guard var start = points.last else { continue }
            for end in points {
                if (start.x <= edge) != (end.x <= edge) {
                    crossings.append(start.y + (end.y - start.y) * (edge - start.x) / (end.x - start.x))
                }
                start = end
            }
        }
        // What lies beyond the square's own corners is another square's.
        return crossings.filter { 0...2560 ~= $0 }.sorted()
    }

    private static func path(_ style: String, in svg: String) throws -> Substring {
        svg.firstMatch(of: try Regex("class=\"\(style)\" d=\"([^\"]*)\"", as: (Substring, Substring).self))?.output.1
            ?? ""
    }

    /// A round lake of many corners on a square of land, and blocks all over.
    private static func atlas() throws -> Atlas {
        func at(_ latitude: Double, _ longitude: Double) -> Coordinate {
            Coordinate.inRange(latitude: latitude, longitude: longitude)
        }
        func ring(_ corners: [(Double, Double)]) -> Polygon {
            let points = corners.map { at($0.0, $0.1) }
            return Polygon(shell: points + [points[0]])
        }
        let land = ring([(10, 20), (10, 20.2), (10.2, 20.2), (10.2, 20)])
        let round = ring(
            (0..<2000).map { corner in
                let angle = Double(corner) / 1000 * .pi
                let radius = 0.08 + 0.005 * sin(angle * 37)
                return (10.1 + radius * sin(angle), 20.1 + radius * cos(angle))
            }
        )
        func layer(_ id: String, _ polygon: Polygon, name: String) -> BoundaryLayer {
            let definition = LayerDefinition(id: id, names: ["en": id], file: "\(id).geojson", key: "id")
            let boundary = Boundary(id: id, name: name, properties: ["kind": id], polygons: [polygon])
            return BoundaryLayer(definition: definition, version: "1", boundaries: [boundary])
        }
        let blocks = (0..<20).flatMap { row in
            (0..<20).map { column in
                let (south, west) = (10 + Double(row) * 0.01, 20 + Double(column) * 0.01)
                return "[[[\(west),\(south)],[\(west + 0.008),\(south + 0.001)],[\(west),\(south + 0.008)],"
                    + "[\(west),\(south)]]]"
            }
        }
        let text = """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":\
            {"type":"MultiPolygon","coordinates":[\(blocks.joined(separator: ","))]}}]}
            """
        let block = MapSheetDefinition(id: "blocks", kind: .block, origin: .file("x.geojson", label: nil))
        let sheet = try MapSheet(data: Data(text.utf8), definition: block)
        let park = MapSheetDefinition(
            id: "parks",
            kind: .park,
            origin: .layer("park", property: "kind", values: ["park"])
        )
        return Atlas(
            layers: [layer("land", land, name: "Landia"), layer("park", round, name: "Round Park")],
            outline: "land",
            definitions: [block, park],
            sheets: [sheet]
        )
    }

    private static func tile(_ zoom: Int, holding point: SIMD2<Double>) throws -> MapTile {
        let count = Double(1 << zoom)
        let x = Int((WorldPoint.east(point.y) + 0.5) * count)
        let y = Int((WorldPoint.south(point.x) + 0.5) * count)
        return try #require(MapTile(zoom: zoom, x: x, y: y))
    }

    @Test(arguments: [10, 12, 14, 16])
    func `what crosses an edge between two squares crosses it in the same place in both`(zoom: Int) throws {
        let atlas = try Self.atlas()
        var found = 0
        // The park's shore to all four sides.
        for point in [SIMD2(10.1, 20.18), SIMD2(10.1, 20.02), SIMD2(10.18, 20.1), SIMD2(10.02, 20.1)] {
            let middle = try Self.tile(zoom, holding: point)
            for step in [(1, 0), (0, 1)] {
                for back in 0...1 {
                    let first = try #require(
                        MapTile(zoom: zoom, x: middle.x - step.0 * back, y: middle.y - step.1 * back)
                    )
                    let second = try #require(MapTile(zoom: zoom, x: first.x + step.0, y: first.y + step.1))
                    let (here, there) = (first.svg(of: atlas), second.svg(of: atlas))
                    for style in ["map-land", "map-park", "map-block"] {
                        let isTurned = step.1 == 1
                        let ends = Self.crossings(try Self.path(style, in: here), at: 2560, isTurned: isTurned)
                        let starts = Self.crossings(try Self.path(style, in: there), at: 0, isTurned: isTurned)
                        try #require(ends.count == starts.count, "\(style) \(first) \(ends) \(starts)")
                        for (end, start) in zip(ends, starts) { #expect(abs(end - start) <= 1) }
                        found += ends.count
                    }
                }
            }
        }
        #expect(found >= 8, "nothing crosses an edge: the test proves nothing")
    }

    @Test func `a square has the ground and nothing else, and few bytes where there is nothing`() throws {
        let atlas = try Self.atlas()
        let svg = try Self.tile(14, holding: SIMD2(10.1, 20.1)).svg(of: atlas)
        for style in ["map-outside", "map-land", "map-park", "map-block"] {
            #expect(svg.contains("class=\"\(style)\""))
        }
        #expect(!svg.contains("<text") && !svg.contains("map-pin{") && !svg.contains("map-measure"))
        #expect(try !Self.tile(13, holding: SIMD2(10.1, 20.1)).svg(of: atlas).contains("class=\"map-block\""))
        #expect(try Self.tile(14, holding: SIMD2(-10, -20)).svg(of: atlas).utf8.count < 1024)
    }

    @Test func `names stand inside what they name, from the level on at which they fit`() throws {
        let names = try Self.atlas().names
        #expect(names.map(\.name).sorted() == ["Landia", "Round Park"])
        let park = try #require(names.first { $0.name == "Round Park" })
        #expect(abs(park.lat - 10.1) < 0.04 && abs(park.long - 20.1) < 0.04)
        // 0.16° are 58 pixels at level 9 and 117 at level 10; the name is some 70 wide.
        #expect(park.zoom == 10)
    }

    @Test func `squares are pictures with a version, and there are no others`() async throws {
        try await TinyServer.with { visitor in
            let extent = try #require(try visitor.city.extent)
            let centre = SIMD2((extent.south + extent.north) / 2, (extent.west + extent.east) / 2)
            let tile = try Self.tile(15, holding: centre)
            let path = "/map/15/\(tile.x)/\(tile.y).svg"
            let answer = try await visitor.get(path)
            #expect(answer.status == 200)
            #expect(answer[header: "Content-Type"] == "image/svg+xml; charset=utf-8")
            #expect(answer[header: "Cache-Control"] == "public, max-age=300")
            let sheet = try #require(answer.text.firstMatch(of: #/(?s)<style>(.*)<\/style>/#)).output.1
            let hash = Data(SHA256.hash(data: Data(sheet.utf8))).base64EncodedString()
            #expect(answer[header: "Content-Security-Policy"]?.contains("style-src 'sha256-\(hash)';") == true)
            let tag = try #require(answer[header: "ETag"])
            #expect(try await visitor.get(path, headers: ["If-None-Match": tag]).status == 304)
            for other in [
                "/map/5/0/0.svg", "/map/19/0/0.svg", "/map/6/64/0.svg", "/map/6/0/64.svg", "/map/6/-1/0.svg",
                "/map/6/x/0.svg", "/map/6/0/0.png", "/map/6/0/0", "/map/6/+1/0.svg",
                "/map/6/99999999999999999999/0.svg",
            ] {
                #expect(try await visitor.get(other).status == 404, "\(other)")
            }
            let why = try await visitor.get("/map/19/0/0.svg")
            #expect(why.text.contains("expected a square of the map, /map/z/x/y.svg with z from 6 to 18"))
        }
    }

    @Test func `names and what lies at a point are told as JSON`() async throws {
        try await TinyServer.with { visitor in
            let names = try await visitor.get("/map/names.json")
            #expect(names[header: "Content-Type"] == "application/json; charset=utf-8")
            #expect(names.text.contains("\"name\":\"West\"") && names[header: "ETag"] != nil)
            let place = try await visitor.page("/map/place.json?lat=10.01&long=20.015&lang=es")
            #expect(place.text == #"{"words":"La cruz del centro está en Central Park, West."}"#)
            #expect(place[header: "Cache-Control"] == "no-store")
            for query in ["", "?lat=10", "?lat=x&long=1", "?lat=91&long=0"] {
                #expect(try await visitor.get("/map/place.json\(query)").status == 400, "\(query)")
            }
        }
    }
}
