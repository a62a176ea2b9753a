import Boundaries
import Testing

@testable import dispatch311

@Suite struct DiffPageTests {
    private static func square(_ west: Double, _ south: Double, _ side: Double) throws -> Polygon {
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
        return Polygon(
            shell: try corners.map { try Coordinate(latitude: south + $0.1 * side, longitude: west + $0.0 * side) }
        )
    }

    private static func layer(_ id: String, _ version: String, _ boundaries: [(String, Polygon)]) -> BoundaryLayer {
        BoundaryLayer(
            definition: LayerDefinition(id: id, names: [:], file: "", key: "id"),
            version: version,
            boundaries: boundaries.map { Boundary(id: $0.0, name: $0.0, polygons: [$0.1]) }
        )
    }

    @Test func `a sheet is as wide as high in metres, north up, and its paths are whole numbers`() throws {
        let box = try #require(BoundingBox(try Self.square(20, 10, 0.02).shell))
        let map = try #require(PageMap(over: box))
        #expect(map.height == 10_000 && map.width == 9_848)
        #expect(map.path([try Self.square(20, 10, 0.02)]) == "M0 10000l9848 0 0-10000-9848 0z")
        #expect(map.path([try Self.square(20, 10, 0.000_000_1)]).isEmpty)
        #expect(map.box([try Self.square(20, 10.01, 0.01)])?.top == 0)
        #expect(PageMap(over: nil) == nil)
    }

    @Test func `the page needs nothing else, and shows names as text`() throws {
        let evil = "<script>alert(1)</script>\"'&\u{1B}[31m"
        let before = Self.layer(evil, "000000000001", [("1", try Self.square(20, 10, 0.01))])
        let after = Self.layer(evil, "000000000002", [(evil, try Self.square(20, 10, 0.01))])
        let diff = try LayerDiff(from: before, to: after)
        let report = DiffReport(
            before: evil,
            after: "b",
            layers: [DiffLayerReport(diff, tolerance: 1)],
            sameLayers: [],
            addedLayers: [],
            removedLayers: []
        )
        let html = DiffPage(
            report: report,
            layers: [DiffPage.Layer(diff: diff, before: before, after: after)]
        ).html
        #expect(!html.contains("<script>alert"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\\u{1b}[31m"))
        #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("src="))
        #expect(html.contains("<path class=\"part\" id=\"part-0-0\""))
        #expect(html.contains("href=\"#part-0-0\""))
        #expect(!html.contains("\u{1B}"))
    }

    @Test func `areas are told in the unit that is read`() {
        #expect(AreaText.text(12) == "12 m²")
        #expect(AreaText.text(99_999) == "99,999 m²")
        #expect(AreaText.text(100_000) == "0.10 km²")
        #expect(AreaText.text(12_345_678) == "12.35 km²")
        #expect(AreaText.text(12).plain == "12 m2")
    }
}
