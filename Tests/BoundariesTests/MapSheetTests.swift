import Foundation
import Testing

@testable import Boundaries

@Suite struct MapSheetTests {
    private static let definition = MapSheetDefinition(
        id: "ponds",
        kind: .water,
        origin: .file("ponds.geojson", label: "name")
    )

    private static func read(_ text: String, extent: BoundingBox? = nil) throws(BoundaryError) -> MapSheet {
        try MapSheet(data: Data(text.utf8), definition: definition, extent: extent)
    }

    private static func collection(_ features: String) -> String {
        #"{"type":"FeatureCollection","features":[\#(features)]}"#
    }

    private static func feature(_ geometry: String, properties: String = "{}") -> String {
        #"{"type":"Feature","properties":\#(properties),"geometry":\#(geometry)}"#
    }

    @Test func `polygons and lines become shapes with names, in the file's order`() throws {
        let sheet = try Self.read(
            "\u{FEFF}"
                + """
                 { "features" : [
                  {"geometry": {"coordinates": [[[0,0],[2,0],[2,2],[0,0]],[[1,0.5],[1.5,1],[1,1],[1,0.5]]],
                    "bbox": [0, 0, 2, 2], "type": "Polygon"},
                   "id": "a]b", "type": "Feature", "properties": {"x": {"name": "no"}, "name": "Mc\\u0044onald \\"P\\""}},
                  {"type": "Feature", "properties": null, "geometry":
                    {"type": "MultiPolygon", "coordinates": [[[[3,3,9.5],[4,3,1e2],[4,4,0],[3,3,-1]]],[[[5,5],[6,5],[6,6],[5,5]]]]}},
                  {"type": "Feature", "properties": {"name": 7}, "geometry":
                    {"type": "LineString", "coordinates": [[-10.25,-20.5],[1.0E1,2e-1]]}},
                  {"type": "Feature", "properties": {"name": "B"}, "geometry":
                    {"type": "MultiLineString", "coordinates": [[[0,1],[1,1]],[[0,2],[1,2],[2,2]]]}}
                 ] , "type" : "FeatureCollection", "name": "\\\\" } 
                """
        )
        let shapes = sheet.shapes
        #expect(shapes.count == 6)
        #expect(shapes.shapes.map(\.count) == [2, 1, 1, 1, 1, 1])
        #expect(shapes.rings.map(\.count) == [3, 3, 3, 3, 2, 2, 3])
        #expect(shapes.lines == [3, 4, 5])
        #expect((0..<6).map { shapes.name(of: $0) } == ["McDonald \"P\"", nil, nil, nil, "B", "B"])
        #expect(sheet.version.count == 12)
        let line = shapes.corners(of: 4).map { shapes.points[$0] }
        #expect(line.first == WorldPoint(latitude: -20.5, longitude: -10.25))
        #expect(line.last == WorldPoint(latitude: 0.2, longitude: 10))
        #expect(shapes.boxes[1].west == WorldPoint(latitude: 0, longitude: 3).x)
    }

    struct Fault: CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let kind: BoundaryFault.Kind
        let message: String

        init(_ text: String, _ kind: BoundaryFault.Kind, _ message: String) {
            (testDescription, self.text, self.kind, self.message) = (message, text, kind, message)
        }
    }

    @Test(arguments: [
        Fault("", .syntax, "ponds.geojson: expected a value, found the end of the file at line 1, column 1"),
        Fault("[]", .notAFeatureCollection, "expected a FeatureCollection with features, found another JSON value"),
        Fault(#"{"type":"Feature"}"#, .notAFeatureCollection, "expected a FeatureCollection with features"),
        Fault(collection("7"), .notAFeature, "feature 0: expected a Feature with a geometry, found another value"),
        Fault(collection(feature("null")), .missingGeometry, "feature 0: expected a geometry with coordinates"),
        Fault(
            collection(feature(#"{"type":"Point","coordinates":[0,0]}"#)),
            .unsupportedGeometry,
            "expected Polygon, MultiPolygon, LineString or MultiLineString"
        ),
        Fault(
            collection(feature(#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}"#)),
            .shortRing,
            "expected a ring of at least 4 positions, found 3"
        ),
        Fault(
            collection(feature(#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#)),
            .openRing,
            "expected a ring to end where it begins"
        ),
        Fault(
            collection(feature(#"{"type":"LineString","coordinates":[[0,0]]}"#)),
            .malformedCoordinates,
            "expected a line of at least 2 positions, found 1"
        ),
        Fault(
            collection(feature(#"{"type":"LineString","coordinates":[0,0]}"#)),
            .malformedCoordinates,
            "expected arrays nested as the geometry's type says"
        ),
        Fault(
            collection(feature(#"{"type":"LineString","coordinates":[[0,"1"],[1,1]]}"#)),
            .malformedCoordinates,
            "expected numbers in a position"
        ),
        Fault(
            collection(feature(#"{"type":"LineString","coordinates":[[0],[1,1]]}"#)),
            .malformedCoordinates,
            "expected two numbers for a position, found 1"
        ),
        Fault(
            collection(feature(#"{"type":"LineString","coordinates":[[0,0],[1e999,1]]}"#)),
            .notFinite,
            "expected finite numbers"
        ),
        Fault(
            collection(feature(#"{"type":"LineString","coordinates":[[987654,187654],[1,1]]}"#)),
            .projected,
            "which looks like feet of EPSG:2263"
        ),
        Fault(collection(#"{"a":"# + String(repeating: "[", count: 99)), .tooDeep, "levels of brackets"),
    ])
    func `a file with a fault is refused with the first of them`(fault: Fault) {
        do throws(BoundaryError) {
            _ = try Self.read(fault.text)
            Issue.record("expected a fault")
        } catch {
            guard case .faults(let faults) = error else {
                Issue.record("expected faults, found \(error)")
                return
            }
            #expect(faults.map(\.kind) == [fault.kind])
            #expect(error.description.contains(fault.message), "\(error)")
        }
    }

    @Test func `a position outside the extent is refused, and one that is swapped is called so`() throws {
        let extent = BoundingBox(TinyCity.coordinate(40, -75), TinyCity.coordinate(41, -73))
        let swapped = Self.collection(Self.feature(#"{"type":"LineString","coordinates":[[-74,40.5],[40.5,-74]]}"#))
        do throws(BoundaryError) {
            _ = try Self.read(swapped, extent: extent)
            Issue.record("expected a fault")
        } catch {
            #expect(error.description.contains("which looks swapped"), "\(error)")
        }
    }

    @Test func `bytes that are no text are refused`() {
        let data = Data([0x7B, 0xFF, 0x7D])
        #expect(throws: BoundaryError.self) { try MapSheet(data: data, definition: Self.definition) }
    }

    @Test(arguments: [
        "0", "-0.5", "40.71280", "-74.00597", "12.3456789012345678901", "1e1", "-1.5E-3", "179.999999", "0.000001",
    ])
    func `numbers are read as Swift reads them`(text: String) throws {
        let line = #"{"type":"LineString","coordinates":[[\#(text),0],[0,0]]}"#
        let longitude = try #require(Double(text))
        let shapes = try Self.read(Self.collection(Self.feature(line))).shapes
        #expect(shapes.points[0] == WorldPoint(latitude: 0, longitude: longitude))
    }

    @Test func `New York's blocks are read, all of them`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().resolvingSymlinksInPath()
            .appending(path: "../../GeoData/nyc/blocks.geojson").standardized
        let data = try Data(contentsOf: file)
        let definition = MapSheetDefinition(id: "blocks", kind: .block, origin: .file("blocks.geojson", label: nil))
        let extent = BoundingBox(TinyCity.coordinate(40.45, -74.3), TinyCity.coordinate(40.95, -73.65))
        let shapes = try MapSheet(data: data, definition: definition, extent: extent).shapes
        #expect(shapes.count == 27_114)
        // A ring's first corner is not kept twice.
        #expect(shapes.points.count == 146_887 - 27_114)
    }

    @Test(arguments: [(0.0, 0.0), (40.7128, -74.006), (-33.86, 151.2), (84.9, 179.9), (-84.9, -179.9)])
    func `a point of the world is where Web Mercator has it`(latitude: Double, longitude: Double) {
        let point = WorldPoint(latitude: latitude, longitude: longitude)
        let share = Double(point.y) / WorldPoint.side
        #expect(abs(WorldPoint.latitude(south: share) - latitude) < 1e-7)
        #expect(abs(Double(point.x) / WorldPoint.side * 360 - longitude) < 1e-7)
    }

    @Test func `the poles are the square's edge`() {
        #expect(WorldPoint(latitude: 90, longitude: 180) == WorldPoint(x: .max, y: .min))
        #expect(WorldPoint(latitude: -90, longitude: -180) == WorldPoint(x: .min, y: .max))
    }
}
