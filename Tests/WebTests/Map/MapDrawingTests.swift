import Boundaries
import Foundation
import Testing

@testable import Web

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct MapDrawingTests {
    private static func at(_ latitude: Double, _ longitude: Double) -> Coordinate {
        Coordinate.inRange(latitude: latitude, longitude: longitude)
    }

    /// A boundary of one rectangle.
    private static func rectangle(
        _ id: String,
        _ name: String,
        _ properties: [String: String] = [:],
        west: Double,
        east: Double,
        south: Double = 10,
        north: Double = 10.02
    ) -> Boundary {
        let ring = [at(south, west), at(south, east), at(north, east), at(north, west), at(south, west)]
        return Boundary(id: id, name: name, properties: properties, polygons: [Polygon(shell: ring)])
    }

    private static func layer(_ id: String, _ boundaries: [Boundary]) -> BoundaryLayer {
        let definition = LayerDefinition(id: id, names: ["en": id], file: "\(id).geojson", key: "id")
        return BoundaryLayer(definition: definition, version: "v-\(id)", boundaries: boundaries)
    }

    /// Two wards with a park in the east, 4.4 km by 2.2.
    private static func atlas(west: String = "West", sheets: [MapSheet] = []) -> Atlas {
        let wards = [rectangle("w", west, west: 20, east: 20.02), rectangle("e", "East", west: 20.02, east: 20.04)]
        let areas = [
            rectangle("p", "Lime Park", ["kind": "park"], west: 20.025, east: 20.035, south: 10.005, north: 10.015)
        ]
        let park = MapSheetDefinition(
            id: "parks",
            kind: .park,
            origin: .layer("area", property: "kind", values: ["park"])
        )
        return Atlas(
            layers: [layer("ward", wards), layer("area", areas)],
            outline: "ward",
            definitions: [park] + sheets.map(\.definition),
            sheets: sheets
        )
    }

    private static func sheet(_ kind: MapSheetDefinition.Kind, _ geometry: String) throws -> MapSheet {
        let text = """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":\(geometry)}]}
            """
        let definition = MapSheetDefinition(id: kind.rawValue, kind: kind, origin: .file("x.geojson", label: nil))
        return try MapSheet(data: Data(text.utf8), definition: definition)
    }

    /// The document's elements and texts; nil when it is not well formed.
    private static func elements(_ svg: String) -> [String]? {
        let reader = ElementReader()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = reader
        return parser.parse() ? reader.elements : nil
    }

    private static let view = MapView(centre: at(10.01, 20.02), zoom: 14, width: 512, height: 288)

    private static func svg(_ drawing: MapDrawing, _ atlas: Atlas = atlas(), isDocument: Bool = true) -> String {
        drawing.svg(of: atlas, title: "Map", description: "A map", isDocument: isDocument)
    }

    /// How often an element of a class is there.
    private static func count(_ style: String, in svg: String) -> Int {
        svg.components(separatedBy: "class=\"\(style)\"").count - 1
    }

    @Test func `land, parks, lines and names are drawn, each once`() {
        let svg = Self.svg(MapDrawing(Self.view, layer: "ward"))
        for style in ["map-outside", "map-land", "map-park", "map-line"] {
            #expect(Self.count(style, in: svg) == 1, "\(style)")
        }
        for name in ["West", "East", "Lime Park"] { #expect(svg.contains(">\(name)</text>"), "\(name)") }
        #expect(svg.contains("role=\"img\" aria-labelledby=\"map-title map-desc\""))
        #expect(svg.contains("<title id=\"map-title\">Map</title>"))
        #expect(svg.contains("<desc id=\"map-desc\">A map</desc>"))
        // The common line of the wards and nothing of the shore: from the land's upper to its lower edge.
        let line = svg.firstMatch(of: #/class="map-line" d="([^"]*)"/#)?.1 ?? ""
        #expect(line.count(where: { $0 == "M" }) == 1, "\(line)")
        #expect(line.contains("M2560 "), "\(line)")
    }

    @Test func `without a layer there are no lines, and the land has its names`() {
        let svg = Self.svg(MapDrawing(Self.view))
        #expect(Self.count("map-line", in: svg) == 0)
        #expect(svg.contains(">West</text>"))
    }

    @Test func `pin, crosshair and highlight are drawn when asked for`() {
        var drawing = MapDrawing(Self.view)
        #expect(Self.count("map-pin", in: Self.svg(drawing)) == 0)
        #expect(Self.count("map-cross", in: Self.svg(drawing)) == 0)
        drawing.pin = Self.view.coordinate(x: 100, y: 50)
        drawing.hasCrosshair = true
        drawing.highlight = MapDrawing.Highlight(layer: "ward", id: "e")
        let svg = Self.svg(drawing)
        #expect(svg.contains("translate(100.0 50.0)"))
        #expect(svg.contains("class=\"map-cross\" d=\"M240 144h11"))
        #expect(Self.count("map-chosen", in: svg) == 1)
        #expect(svg.contains("<pattern id=\"map-hatch\""))
        drawing.pin = Self.view.coordinate(x: 100, y: 300)
        #expect(Self.count("map-pin", in: Self.svg(drawing)) == 0)
    }

    @Test func `names keep clear of the crosshair, the pin and one another`() throws {
        let drawing = MapDrawing(
            MapView(centre: Self.at(10.01, 20.01), zoom: 14, width: 512, height: 288),
            layer: "ward",
            hasCrosshair: true
        )
        let text = try #require(Self.svg(drawing).firstMatch(of: #/<text x="(\d+)" y="(\d+)">West/#))
        let (x, y) = (try #require(Int(text.1)), try #require(Int(text.2)))
        #expect(abs(x - 256) > 18 || abs(y - 4 - 144) > 18)
    }

    @Test(arguments: [
        // The ward is 58 pixels wide, less than its name; then 29, where East's is in the way, and 15.
        (12, nil, true), (11, nil, false), (10, nil, false), (12, "ward", false),
    ])
    func `from afar the land's names stand out where they have no room`(
        zoom: Int,
        layer: String?,
        isWritten: Bool
    ) throws {
        let view = MapView(centre: Self.at(10.01, 20.03), zoom: zoom, width: 512, height: 288)
        let svg = Self.svg(MapDrawing(view, layer: layer), Self.atlas(west: "The West Side"))
        #expect(svg.contains(">The West") == isWritten)
        // Of what lies mostly outside the picture, no name.
        let beside = MapView(centre: Self.at(10.01, 20.06), zoom: 13, width: 512, height: 288)
        #expect(!Self.svg(MapDrawing(beside), Self.atlas(west: "The West Side")).contains(">The West"))
    }

    @Test func `every kind of sheet is drawn in its own way`() throws {
        let area = #"{"type":"Polygon","coordinates":[[[20.01,10.01],[20.012,10.01],[20.012,10.012],[20.01,10.01]]]}"#
        let line = #"{"type":"LineString","coordinates":[[20.001,10.001],[20.03,10.018]]}"#
        let kinds: [(MapSheetDefinition.Kind, String, String)] = [
            (.block, area, "map-block"), (.airport, area, "map-airport"), (.water, area, "map-lake"),
            (.street, line, "map-street"),
        ]
        let svg = Self.svg(
            MapDrawing(Self.view),
            Self.atlas(sheets: try kinds.map { try Self.sheet($0.0, $0.1) })
        )
        for kind in kinds { #expect(Self.count(kind.2, in: svg) == 1, "\(kind.2)") }
        #expect(Self.elements(svg) != nil)
    }

    @Test func `too many blocks are not drawn at all`() throws {
        let blocks = (0..<1401).map { index -> String in
            let (x, y) = (20.001 + Double(index % 40) * 0.0005, 10.001 + Double(index / 40) * 0.0004)
            return "[[[\(x),\(y)],[\(x + 0.0003),\(y)],[\(x),\(y + 0.0003)],[\(x),\(y)]]]"
        }
        for (count, drawn) in [(1400, 1), (1401, 0)] {
            let list = blocks.prefix(count).joined(separator: ",")
            let sheet = try Self.sheet(.block, #"{"type":"MultiPolygon","coordinates":[\#(list)]}"#)
            let svg = Self.svg(MapDrawing(Self.view), Self.atlas(sheets: [sheet]))
            #expect(Self.count("map-block", in: svg) == drawn)
        }
    }

    @Test func `an element for a page has no style of its own`() {
        #expect(Self.svg(MapDrawing(Self.view)).contains("<style>"))
        #expect(!Self.svg(MapDrawing(Self.view), isDocument: false).contains("<style>"))
    }

    @Test func `the same gives the same, and another layer another version`() {
        let drawing = MapDrawing(Self.view, layer: "ward", hasCrosshair: true)
        #expect(Self.svg(drawing) == Self.svg(drawing))
        #expect(Self.atlas().version == Self.atlas().version)
        let other = Atlas(layers: [Self.layer("ward", [])], outline: "ward")
        #expect(Self.atlas().version != other.version)
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "a & b", "\"'", "]]>", "\u{1}\u{8}\u{B}", "&#0;", "<![CDATA[", "<!--", "-->",
        "\u{202E}abc",
        "Straße 東京 😀", "</text></svg>", "\u{FFFE}\u{FFFF}", "%s%n", "<!DOCTYPE x [<!ENTITY e 'x'>]>&e;",
    ])
    func `hostile names and words leave the picture well formed`(text: String) throws {
        let atlas = Self.atlas(west: text)
        let drawing = MapDrawing(Self.view, layer: "ward", highlight: MapDrawing.Highlight(layer: "ward", id: "w"))
        let svg = drawing.svg(of: atlas, title: text, description: text)
        let elements = try #require(Self.elements(svg), "\(svg)")
        #expect(Set(elements).isSubset(of: ["svg", "title", "desc", "style", "rect", "g", "path", "pattern", "text"]))
    }

    @Test(arguments: MapView.zooms)
    func `every view of an atlas is well formed`(zoom: Int) {
        for (x, y) in [(20.02, 10.01), (20.0, 10.0), (20.04, 10.02), (21.0, 11.0), (180.0, 85.0), (-180.0, -85.0)] {
            let view = MapView(centre: Self.at(y, x), zoom: zoom, width: 64, height: 64)
            #expect(Self.elements(Self.svg(MapDrawing(view, layer: "ward", hasCrosshair: true))) != nil)
        }
    }

    @Test func `a city of nothing is all outside`() {
        let svg = Self.svg(MapDrawing(Self.view, layer: "ward"), Atlas(layers: [], outline: nil))
        #expect(Self.count("map-outside", in: svg) == 1)
        #expect(Self.count("map-land", in: svg) == 0)
    }
}

/// Collects the names of a document's elements.
private final class ElementReader: NSObject, XMLParserDelegate {
    var elements: [String] = []

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(name)
    }
}
