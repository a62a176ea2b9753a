import Boundaries
import Foundation
import Testing

@Suite struct BoundaryReaderTests {
    static let definition = LayerDefinition(
        id: "ward",
        names: ["en": "Ward"],
        file: "ward.geojson",
        key: "code",
        label: "name",
        properties: ["kind", "rank"]
    )

    static func read(
        _ text: String,
        limits: BoundaryLimits = BoundaryLimits(),
        definition: LayerDefinition = definition
    ) throws(BoundaryError) -> BoundaryLayer {
        try BoundaryReader(limits: limits).read(Data(text.utf8), as: definition, file: definition.file)
    }

    @Test func `a file without faults gives its boundaries in the order of their ids`() throws {
        let layer = try Self.read(
            """
            {"type": "FeatureCollection", "name": "x", "crs": null, "bbox": [0, 0, 3, 3], "features": [
              {"type": "Feature", "id": 9, "properties": {"code": 2, "name": "Two", "kind": "park", "other": {"a": [1]}},
               "geometry": {"type": "Polygon", "coordinates": [[[0,0],[2,0],[2,2],[0,2],[0,0]],
                 [[0.5,0.5],[0.5,1],[1,1],[1,0.5],[0.5,0.5]]]}},
              {"type": "Feature", "properties": {"code": "1", "name": 11, "kind": null, "rank": 1.5},
               "geometry": {"bbox": [1], "type": "MultiPolygon", "coordinates": [
                 [[[2,0,7],[3,0,7.5],[3,1,-1e3],[2,0,7]]], [[[5,5],[6,5],[6,6],[5,5]]]]}}
            ]}
            """
        )
        #expect(layer.boundaries.map(\.id) == ["1", "2"])
        #expect(layer.boundaries.map(\.name) == ["11", "Two"])
        #expect(layer.boundaries.map(\.properties) == [["rank": "1.5"], ["kind": "park"]])
        #expect(layer.boundaries[0].polygons.map(\.shell.count) == [4, 4])
        #expect(try layer.boundaries[0].polygons[0].shell[1] == Coordinate(latitude: 0, longitude: 3))
        #expect(layer.boundaries[1].polygons[0].holes.map(\.count) == [5])
        #expect(layer.version.count == 12)
    }

    @Test func `without a label property the id is the name`() throws {
        let definition = LayerDefinition(id: "ward", names: [:], file: "ward.geojson", key: "code")
        let layer = try Self.read(GeoJSON.file(GeoJSON.feature()), definition: definition)
        #expect(layer.boundaries.map(\.name) == ["1"])
        #expect(layer.boundaries.map(\.properties) == [[:]])
    }

    @Test(arguments: [
        #""urn:ogc:def:crs:OGC:1.3:CRS84""#, #""urn:ogc:def:crs:OGC::CRS84""#, #""EPSG:4326""#,
        #""urn:ogc:def:crs:EPSG::4326""#, #""http://www.opengis.net/def/crs/OGC/1.3/CRS84""#,
        #""http://www.opengis.net/def/crs/EPSG/0/4326""#,
    ])
    func `a crs member that means WGS 84 is accepted`(name: String) throws {
        let crs = #"{"type": "name", "properties": {"name": \#(name)}}"#
        #expect(try Self.read(GeoJSON.file(GeoJSON.feature(), crs: crs)).boundaries.count == 1)
    }

    @Test func `the version follows from the bytes alone`() throws {
        let text = GeoJSON.file(GeoJSON.feature())
        let version = try Self.read(text).version
        #expect(try Self.read(text).version == version)
        #expect(try Self.read(text + "\n").version != version)
    }

    @Test func `a byte order mark is passed over`() throws {
        #expect(try Self.read("\u{FEFF}" + GeoJSON.file(GeoJSON.feature())).boundaries.count == 1)
    }

    @Test func `all faults of a file are told in its order`() throws {
        let text = GeoJSON.file(
            GeoJSON.feature(code: "null", name: "null", geometry: "null"),
            GeoJSON.feature(code: "7"),
            GeoJSON.feature(code: "7", geometry: #"{"type": "Point", "coordinates": [0, 0]}"#),
            GeoJSON.feature(code: "8", coordinates: "[[[0,0],[1,0],[1,1],[0,2]],[[95,1],[0,95],[0,0]]]"),
            #"{"type": "Feature", "properties": null, "geometry": {"type": "Polygon", "coordinates": []}}"#
        )
        let faults = try Self.faults { try Self.read(text) }
        #expect(faults.map(\.feature) == [0, 0, 0, 2, 2, 3, 3, 3, 4, 4, 4])
        #expect(
            faults.map(\.kind) == [
                .missingKey, .missingLabel, .missingGeometry, .duplicateKey, .unsupportedGeometry, .openRing,
                .shortRing,
                .swapped, .missingKey, .missingLabel, .emptyGeometry,
            ]
        )
    }

    @Test func `faults beyond the limit are counted`() throws {
        let text = GeoJSON.file((0..<7).map { _ in GeoJSON.feature(code: #""""#) }.joined(separator: ","))
        let faults = try Self.faults { try Self.read(text, limits: BoundaryLimits(maximumFaults: 3)) }
        #expect(faults.map(\.kind) == [.unusableKey, .unusableKey, .unusableKey, .more])
        #expect(faults.last?.message.contains("found 4 more") == true)
    }

    @Test func `several files are read together and their faults told together`() async throws {
        let good = GeoJSON.file(GeoJSON.feature())
        let bad = GeoJSON.file(GeoJSON.feature(code: "null"))
        func source(_ text: String, _ file: String) -> BoundaryReader.Source {
            BoundaryReader.Source(data: Data(text.utf8), definition: Self.definition, file: file)
        }
        let layers = try await BoundaryReader().read([source(good, "a"), source(good, "b")])
        #expect(layers.map(\.boundaries.count) == [1, 1])
        let error = await #expect(throws: BoundaryError.self) {
            try await BoundaryReader().read([source(bad, "a"), source(good, "b"), source("", "c")])
        }
        guard case .faults(let faults) = try #require(error) else { return }
        #expect(faults.map(\.file) == ["a", "c"])
    }

    @Test func `a fault reads as file, feature, key, place and message`() throws {
        let text = GeoJSON.file(GeoJSON.feature(code: #""307""#, coordinates: "[[[0,0],[2,2],[2,0],[0,2],[0,0]]]"))
        let error = #expect(throws: BoundaryError.self) { try Self.read(text) }
        #expect(
            try #require(error).description
                == "ward.geojson: feature 0 (307), near 1.0, 1.0: expected a valid geometry (OGC Simple Features), "
                + "found: Self-intersection"
        )
    }

    static func faults(_ body: () throws -> BoundaryLayer) throws -> [BoundaryFault] {
        let error = #expect(throws: BoundaryError.self) { try body() }
        guard case .faults(let faults) = try #require(error) else {
            Issue.record("expected faults, found \(String(describing: error))")
            return []
        }
        return faults
    }
}
