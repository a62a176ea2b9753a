import Boundaries
import Foundation
import Testing

/// Every way a file can be wrong, and what is said of it.
@Suite struct BoundaryFaultTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let kind: BoundaryFault.Kind
        let text: String
        let feature: Int?
        let key: String?
        let place: BoundaryFault.Place?
        let says: [String]
        let limits: BoundaryLimits

        /// A file that as a whole cannot be used.
        static func file(
            _ description: String,
            _ kind: BoundaryFault.Kind,
            _ text: String,
            says: String...,
            limits: BoundaryLimits = BoundaryLimits()
        ) -> Case {
            Case(
                testDescription: description,
                kind: kind,
                text: text,
                feature: nil,
                key: nil,
                place: nil,
                says: says,
                limits: limits
            )
        }

        /// A file whose second feature is wrong.
        static func feature(
            _ description: String,
            _ kind: BoundaryFault.Kind,
            _ text: String,
            key: String? = "2",
            place: BoundaryFault.Place? = nil,
            says: String...,
            extent: BoundingBox? = nil
        ) -> Case {
            Case(
                testDescription: description,
                kind: kind,
                text: GeoJSON.file(GeoJSON.feature(), text),
                feature: 1,
                key: key,
                place: place,
                says: says,
                limits: BoundaryLimits(extent: extent)
            )
        }

        /// A second feature with these coordinates.
        static func ring(
            _ description: String,
            _ kind: BoundaryFault.Kind,
            _ coordinates: String,
            place: BoundaryFault.Place? = nil,
            says: String...,
            extent: BoundingBox? = nil
        ) -> Case {
            Case(
                testDescription: description,
                kind: kind,
                text: GeoJSON.file(GeoJSON.feature(), GeoJSON.feature(code: "2", coordinates: coordinates)),
                feature: 1,
                key: "2",
                place: place,
                says: says,
                limits: BoundaryLimits(extent: extent)
            )
        }
    }

    static func near(_ latitude: Double, _ longitude: Double) -> BoundaryFault.Place {
        .coordinate(TinyCity.coordinate(latitude, longitude))
    }

    static let files: [Case] = [
        .file("nothing", .syntax, "", says: "expected a value, found the end of the file"),
        .file("a NaN", .syntax, #"{"a": [1, NaN]}"#, says: "expected a value, found N at line 1, column 11"),
        .file("an Infinity", .syntax, #"{"a": -Infinity}"#, says: "expected a digit, found I"),
        .file("a comma too many", .syntax, "{\"a\": [1,\n ]}", says: "found ] at line 2, column 2"),
        .file("a comma too many in an object", .syntax, #"{"a": 1,}"#, says: "a name in quotes, found }"),
        .file("a bracket of the wrong kind", .syntax, #"{"a": [1}"#, says: "a comma or ], found }"),
        .file("a file cut short", .syntax, #"{"type": "FeatureColl"#, says: "the end of the file"),
        .file("something after the end", .syntax, GeoJSON.file(GeoJSON.feature()) + " x", says: "found x"),
        .file("two files in one", .syntax, "{}{}", says: "expected the end of the file, found {"),
        .file("leading zeros", .syntax, "[01]", says: "leading zeros"),
        .file("a comma as the decimal point", .syntax, "[1,,5]", says: "expected a value, found ,"),
        .file("a line break in a text", .syntax, "[\"a\nb\"]", says: "found byte 10 at line 1, column 4"),
        .file("a zip archive", .otherFormat, "PK\u{3}\u{4}\0", says: "expected GeoJSON, found a zip archive"),
        .file("a Shapefile", .otherFormat, "\0\0\u{27}\n", says: "found a Shapefile"),
        .file("a GeoPackage", .otherFormat, "SQLite format 3\0", says: "found a GeoPackage"),
        .file("a page of HTML", .otherFormat, "\u{FEFF}\r\n <!DOCTYPE html>", says: "XML or a page of HTML"),
        .file("a NUL", .encoding, "{\"a\":\0}", says: "found a NUL at offset 5"),
        .file("a list", .notAFeatureCollection, "[1]", says: "expected a FeatureCollection"),
        .file("a number", .notAFeatureCollection, "311", says: "expected a FeatureCollection"),
        .file("a lone feature", .notAFeatureCollection, GeoJSON.feature(), says: "found Feature"),
        .file("no type", .notAFeatureCollection, #"{"features": []}"#, says: "found no type"),
        .file("no features member", .notAFeatureCollection, #"{"type": "FeatureCollection"}"#, says: "found none"),
        .file("no features", .noFeatures, GeoJSON.file(), says: "at least one feature"),
        .file(
            "feet by its crs",
            .foreignReferenceSystem,
            GeoJSON.file(
                GeoJSON.feature(coordinates: "[[[972081.7,190733.4],[972184.7,190551.1],[972398.5,190683.2]]]"),
                crs: #"{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2263"}}"#
            ),
            says: "WGS 84",
            "found urn:ogc:def:crs:EPSG::2263"
        ),
        .file(
            "a crs that only ends like WGS 84",
            .foreignReferenceSystem,
            GeoJSON.file(GeoJSON.feature(), crs: #"{"type": "name", "properties": {"name": "EPSG:94326"}}"#),
            says: "found EPSG:94326"
        ),
        .file(
            "a crs by link",
            .foreignReferenceSystem,
            GeoJSON.file(GeoJSON.feature(), crs: #"{"type": "link", "properties": {"href": "x"}}"#),
            says: "without a name"
        ),
        .file(
            "too many bytes",
            .tooManyBytes,
            "[1, 2, 3]",
            says: "at most 4 bytes, found 9",
            limits: .init(maximumBytes: 4)
        ),
        .file("too deep", .tooDeep, "[[[[1]]]]", says: "at most 3 levels", limits: .init(maximumDepth: 3)),
        .file(
            "too many features",
            .tooManyFeatures,
            GeoJSON.file(GeoJSON.feature(), GeoJSON.feature(), GeoJSON.feature()),
            says: "at most 2 features, found 3",
            limits: .init(maximumFeatures: 2)
        ),
        .file(
            "too many positions",
            .tooManyPositions,
            GeoJSON.file(GeoJSON.feature()),
            says: "at most 4 positions",
            limits: .init(maximumVertices: 4)
        ),
        .file(
            "too many values",
            .tooManyValues,
            "[" + String(repeating: "[],", count: 250) + "[]]",
            says: "at most 250 values",
            limits: .init(maximumFeatures: 1, maximumVertices: 10)
        ),
        .file(
            "a hundred thousand brackets",
            .tooDeep,
            String(repeating: "[", count: 100_000),
            says: "at most 16 levels"
        ),
        .file(
            "a hundred thousand objects",
            .tooDeep,
            String(repeating: #"{"geometries":["#, count: 100_000),
            says: "at most 16 levels"
        ),
    ]

    static let features: [Case] = [
        .feature("a number for a feature", .notAFeature, "7", key: nil, says: "expected a Feature"),
        .feature("null for a feature", .notAFeature, "null", key: nil, says: "expected a Feature"),
        .feature("another type", .notAFeature, #"{"type": "Polygon"}"#, key: nil, says: "found the type Polygon"),
        .feature(
            "no key",
            .missingKey,
            #"{"type": "Feature", "properties": {"name": "Two"}, "geometry": {"type": "Polygon", "coordinates": \#(GeoJSON.square)}}"#,
            key: nil,
            says: "a property code, found none"
        ),
        .feature("a null key", .missingKey, GeoJSON.feature(code: "null"), key: nil, says: "found null"),
        .feature("an empty key", .unusableKey, GeoJSON.feature(code: #""""#), key: nil, says: "an empty text"),
        .feature("a blank key", .unusableKey, GeoJSON.feature(code: #"" ""#), key: nil, says: "found blanks"),
        .feature("blanks around a key", .unusableKey, GeoJSON.feature(code: #""75 ""#), key: nil, says: #""75 ""#),
        .feature("half a key", .unusableKey, GeoJSON.feature(code: "7.5"), key: nil, says: "found the number 7.5"),
        .feature("a true key", .unusableKey, GeoJSON.feature(code: "true"), key: nil, says: "found true"),
        .feature("a list for a key", .unusableKey, GeoJSON.feature(code: "[1]"), key: nil, says: "an array"),
        .feature("a huge key", .unusableKey, GeoJSON.feature(code: "1e300"), key: nil, says: "found the number 1e+300"),
        .feature("a NUL in a key", .unusableKey, GeoJSON.feature(code: #""a\u0000b""#), key: nil, says: "control"),
        .feature("a key twice", .duplicateKey, GeoJSON.feature(code: "1"), key: "1", says: "feature 0 already"),
        .feature("a key twice, once with a point", .duplicateKey, GeoJSON.feature(code: "1.0"), key: "1", says: "once"),
        .feature("a null label", .missingLabel, GeoJSON.feature(code: "2", name: "null"), says: "name, found null"),
        .feature("a blank label", .missingLabel, GeoJSON.feature(code: "2", name: #""  ""#), says: "found the text"),
        .feature("a list for a label", .missingLabel, GeoJSON.feature(code: "2", name: "[]"), says: "an array"),
        .feature("a NUL in a label", .missingLabel, GeoJSON.feature(code: "2", name: #""a\u0000""#), says: #"\0"#),
        .feature(
            "a list for a property",
            .unusableProperty,
            GeoJSON.feature(code: "2", more: #", "kind": ["park"]"#),
            says: "the property kind",
            "found an array"
        ),
        .feature(
            "a NUL in a property",
            .unusableProperty,
            GeoJSON.feature(code: "2", more: #", "kind": "a\u0000b""#),
            says: "found a NUL"
        ),
        .feature(
            "no geometry",
            .missingGeometry,
            #"{"type": "Feature", "properties": {"code": 2, "name": "Two"}}"#,
            says: "found no geometry"
        ),
        .feature(
            "a null geometry",
            .missingGeometry,
            GeoJSON.feature(code: "2", geometry: "null"),
            says: "no geometry"
        ),
        .feature(
            "a number for a geometry",
            .unsupportedGeometry,
            GeoJSON.feature(code: "2", geometry: "5"),
            says: "a geometry without a type"
        ),
        .feature(
            "a collection of geometries",
            .unsupportedGeometry,
            GeoJSON.feature(code: "2", geometry: #"{"type": "GeometryCollection", "geometries": []}"#),
            says: "expected a Polygon or MultiPolygon, found a GeometryCollection"
        ),
        .feature(
            "a line",
            .unsupportedGeometry,
            GeoJSON.feature(code: "2", geometry: #"{"type": "LineString", "coordinates": [[0,0],[1,1]]}"#),
            says: "found a LineString"
        ),
        .feature(
            "no coordinates",
            .malformedCoordinates,
            GeoJSON.feature(code: "2", geometry: #"{"type": "Polygon"}"#),
            says: "expected an array named coordinates"
        ),
    ]

    /// A valid polygon of 1,202 corners: a comb of teeth.
    private static let comb =
        "[[" + (0..<600).map { "[\(Double($0) / 10),0],[\(Double($0) / 10 + 0.05),1]" }.joined(separator: ",")
        + ",[61,-1],[0,-1],[0,0]]]"

    static let rings: [Case] = [
        Case(
            testDescription: "more edges beside one another than may be compared",
            kind: .tooTangled,
            text: GeoJSON.file(GeoJSON.feature(coordinates: comb)),
            feature: 0,
            key: "1",
            place: nil,
            says: ["in 100 comparisons a file", "found 1203 positions"],
            limits: BoundaryLimits(maximumComparisons: 100)
        ),
        .ring("no rings", .emptyGeometry, "[]", says: "at least one ring"),
        .ring("an empty ring", .shortRing, "[[]]", says: "at least 4 positions, found 0"),
        .ring("a ring of three", .shortRing, "[[[0,0],[1,0],[0,0]]]", place: near(0, 0), says: "found 3"),
        .ring(
            "an open ring",
            .openRing,
            "[[[0,0],[1,0],[1,1],[0,1]]]",
            place: near(1, 0),
            says: "[0.0, 0.0], found [0.0, 1.0]",
            "polygon 0, ring 0"
        ),
        .ring(
            "a polygon's nesting too flat",
            .malformedCoordinates,
            "[[0,0],[1,0],[1,1],[0,0]]",
            says: "ring 0, position 0"
        ),
        .ring("a number for coordinates", .malformedCoordinates, "7", says: "array named coordinates"),
        .ring("a position of one number", .malformedCoordinates, "[[[0,0],[1]]]", place: near(0, 0), says: "found 1"),
        .ring(
            "a text in a position",
            .malformedCoordinates,
            #"[[[0,5],["1","2"],[1,1],[0,5]]]"#,
            place: near(5, 0),
            says: "expected a position of two numbers",
            "position 1"
        ),
        .ring("a null in a position", .malformedCoordinates, "[[[0,null]]]", says: "two numbers"),
        .ring(
            "a number past every double",
            .notFinite,
            "[[[0,0],[1,3],[1e400,1],[0,1],[0,0]]]",
            place: near(3, 1),
            says: "no double can hold",
            "position 2"
        ),
        .ring(
            "latitude first, told by the range",
            .swapped,
            "[[[40,-100],[41,-100],[41,-101],[40,-100]]]",
            place: .raw(first: 40, second: -100),
            says: "longitude first",
            "looks swapped, and 3 more"
        ),
        .ring(
            "latitude first, told by the extent",
            .swapped,
            "[[[40.7,-74],[40.8,-74],[40.8,-73.9],[40.7,-74]]]",
            place: near(-74, 40.7),
            says: "looks swapped",
            extent: BoundingBox(TinyCity.at(0, 0), TinyCity.at(100, 100)).union(nullIsland)
        ),
        .ring(
            "feet of New York",
            .projected,
            "[[[972081.8,190733.5],[972184.8,190551.1],[972398.5,190683.2],[972081.8,190733.5]]]",
            place: .raw(first: 972081.8, second: 190733.5),
            says: "expected degrees",
            "EPSG:2263"
        ),
        .ring(
            "metres of the web's maps",
            .projected,
            "[[[-8238310,4970071],[-8238300,4970071],[-8238300,4970080],[-8238310,4970071]]]",
            place: .raw(first: -8_238_310, second: 4_970_071),
            says: "EPSG:3857"
        ),
        .ring(
            "a longitude past the antimeridian",
            .outOfRange,
            "[[[179,0],[181,0],[181,1],[179,0]]]",
            place: .raw(first: 181, second: 0),
            says: "from -180 to 180",
            "and 1 more"
        ),
        .ring(
            "outside the extent",
            .outsideExtent,
            "[[[0,0],[20,0],[1,1],[0,0]]]",
            place: near(0, 20),
            says: "within",
            "found [20.0, 0.0]",
            extent: nullIsland
        ),
        .ring(
            "a bow tie",
            .invalid,
            "[[[0,0],[2,2],[2,0],[0,2],[0,0]]]",
            place: near(1, 1),
            says: "Self-intersection"
        ),
        .ring(
            "a ring without area",
            .invalid,
            "[[[0,0],[1,1],[0,0],[0,0]]]",
            place: near(0, 0),
            says: "valid geometry"
        ),
        .ring(
            "a hole outside its shell",
            .invalid,
            "[[[0,0],[1,0],[1,1],[0,0]],[[5,5],[6,5],[6,6],[5,5]]]",
            place: near(5, 5),
            says: "Hole lies outside shell"
        ),
        .feature(
            "parts that overlap",
            .invalid,
            GeoJSON.feature(
                code: "2",
                geometry: #"""
                    {"type": "MultiPolygon", "coordinates":
                      [[[[0,0],[2,0],[2,2],[0,2],[0,0]]], [[[1,1],[3,1],[3,3],[1,3],[1,1]]]]}
                    """#
            ),
            place: near(1, 2),
            says: "Self-intersection"
        ),
        .feature(
            "an empty part of a multipolygon",
            .emptyGeometry,
            GeoJSON.feature(code: "2", geometry: #"{"type": "MultiPolygon", "coordinates": [\#(GeoJSON.square), []]}"#),
            says: "an empty one"
        ),
        .feature(
            "a multipolygon's nesting too flat",
            .malformedCoordinates,
            GeoJSON.feature(code: "2", geometry: #"{"type": "MultiPolygon", "coordinates": \#(GeoJSON.square)}"#),
            says: "expected a position in brackets"
        ),
    ]

    /// The other feature of every file lies here.
    static let nullIsland = BoundingBox(zero, one)
    private static let zero = TinyCity.coordinate(0, 0)
    private static let one = TinyCity.coordinate(10, 10)

    @Test(arguments: files + features + rings)
    func `a fault says what, where and why`(fault: Case) throws {
        let faults = try BoundaryReaderTests.faults { try BoundaryReaderTests.read(fault.text, limits: fault.limits) }
        let found = try #require(faults.first { $0.kind == fault.kind }, "found \(faults)")
        #expect(faults.count == 1, "found \(faults)")
        #expect(found.file == "ward.geojson")
        #expect(found.feature == fault.feature)
        #expect(found.key == fault.key)
        #expect(found.place == fault.place)
        #expect(found.message.contains("expected"))
        #expect(found.message.contains("found"))
        for text in fault.says { #expect(found.message.contains(text)) }
    }

    @Test func `bytes that are not UTF-8 are told with their offset`() throws {
        var data = Data(#"{"a": ""#.utf8)
        data.append(contentsOf: [0xC3, 0x28])
        let faults = try BoundaryReaderTests.faults {
            try BoundaryReader().read(data, as: BoundaryReaderTests.definition, file: "ward.geojson")
        }
        #expect(faults.map(\.kind) == [.encoding])
        #expect(faults.first?.message.contains("offset 7") == true)
    }

    @Test func `every kind of fault but one is in the table`() {
        let told = Set((Self.files + Self.features + Self.rings).map(\.kind))
        // `.more` has a test of its own.
        #expect(Set(BoundaryFault.Kind.allCases).subtracting(told) == [.more])
    }
}
