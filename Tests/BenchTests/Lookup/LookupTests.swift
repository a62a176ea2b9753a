import Boundaries
import Testing

@testable import dispatch311_bench

@Suite struct LookupTests {
    private static func box() throws -> BoundingBox {
        BoundingBox(
            try Coordinate(latitude: 40.5, longitude: -74.25),
            try Coordinate(latitude: 40.9, longitude: -73.7)
        )
    }

    @Test func `the same seed gives the same points, all in the box`() throws {
        let box = try Self.box()
        let points = LookupPoints.uniform(1000, over: box, seed: 6).coordinates
        #expect(points == LookupPoints.uniform(1000, over: box, seed: 6).coordinates)
        #expect(points != LookupPoints.uniform(1000, over: box, seed: 7).coordinates)
        #expect(points.allSatisfy { box.contains($0) })
        #expect(LookupPoints.far(1000, from: box, seed: 6).coordinates.allSatisfy { !box.contains($0) })
    }

    @Test func `places are taken equally often`() throws {
        let places = try (0..<10).map { try Coordinate(latitude: Double($0), longitude: 0) }
        let points = LookupPoints.repeated(places, to: 95, seed: 6).coordinates
        #expect(points.count == 95)
        let counts = Dictionary(points.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(counts.count == 10)
        #expect(counts.values.allSatisfy { (9...10).contains($0) })
    }

    @Test func `an answer key gives places and the City's answers`() throws {
        let key = try AnswerKey(
            """
            latitude,longitude,borough,policeprct,other,nta
            40.5,-74,QN,110,x,QN0401
            40.6,-73.9,BX,47,,BX1202
            """
        )
        #expect(key.places.map(\.latitude) == [40.5, 40.6])
        #expect(key.answers.map(\.layer) == ["borough", "police_precinct", "neighborhood"])
        #expect(key.answers.map(\.ids) == [["QN", "BX"], ["110", "47"], ["QN0401", "BX1202"]])
        #expect(throws: BenchError.self) { try AnswerKey("latitude,longitude\n91,0\n") }
        #expect(throws: BenchError.self) { try AnswerKey("a,b\n1,2\n") }
    }

    @Test func `a multipolygon in bytes is as OGC writes it`() throws {
        let ring = try [(0.0, 0.0), (0, 1), (1, 1), (0, 0)].map { try Coordinate(latitude: $0.0, longitude: $0.1) }
        let bytes = WellKnownBinary.multiPolygon([Polygon(shell: ring)])
        #expect(bytes.count == 9 + 9 + 4 + 4 * 16)
        #expect(Array(bytes[..<22]) == [1, 6, 0, 0, 0, 1, 0, 0, 0, 1, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0])
        // The second position: longitude 1, then latitude 0.
        #expect(Array(bytes[38..<54]) == [0, 0, 0, 0, 0, 0, 0xF0, 0x3F] + Array(repeating: 0, count: 8))
    }

    @Test func `a further layer is named by its file`() throws {
        let extra = try ExtraLayer("data/census_tract.geojson:geoid")
        #expect(extra.path == "data/census_tract.geojson")
        #expect(extra.key == "geoid")
        #expect(extra.id == "census_tract")
        for text in ["x.geojson", "x.geojson:", ":id"] {
            #expect(throws: (any Error).self) { try ExtraLayer(text) }
        }
    }

    @Test func `a difference is counted and told`() async throws {
        let shell = try [(0.0, 0.0), (0, 1), (1, 1), (1, 0), (0, 0)].map {
            try Coordinate(latitude: $0.0, longitude: $0.1)
        }
        let layer = BoundaryLayer(
            definition: LayerDefinition(id: "ward", names: ["en": "Ward"], file: "ward.geojson", key: "id"),
            version: "0",
            boundaries: [Boundary(id: "1", name: "1", polygons: [Polygon(shell: shell)])]
        )
        let index = try BoundaryIndex(layers: [layer], tolerance: nil)
        let layers = LookupLayers(
            name: "test",
            layers: [layer],
            index: index,
            served: index,
            milliseconds: Series(),
            layerBytes: 0,
            indexBytes: 0,
            residentBytes: 0
        )
        let points = try [(0.5, 0.5), (2.0, 2.0), (0.0, 0.5)].map { try Coordinate(latitude: $0.0, longitude: $0.1) }
        let right = try await LookupComparison.of(layers, points, with: [[0], [], [0]])
        #expect(right.differing == 0)
        #expect(right.compared == 3)
        let wrong = try await LookupComparison.of(layers, points, with: [[0], [0], []])
        #expect(wrong.differing == 2)
        #expect(wrong.example?.contains("2.0, 2.0") == true)
        #expect((right + wrong).compared == 6)
    }
}
