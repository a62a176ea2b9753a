import Boundaries
import Foundation
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

    private static func page(
        _ before: BoundaryLayer,
        _ after: BoundaryLayer,
        name: String = "a",
        requests: DiffRequestsReport? = nil
    ) throws -> String {
        let diff = try LayerDiff(from: before, to: after)
        var report = DiffReport(
            before: name,
            after: "b",
            layers: [DiffLayerReport(diff, tolerance: 1)],
            sameLayers: [],
            addedLayers: [],
            removedLayers: []
        )
        report.requests = requests
        let layer = DiffPage.Layer(diff: diff, before: before, after: after)
        return DiffPage(report: report, layers: [layer], date: "2026-11-22").html
    }

    @Test func `the page needs nothing else, and shows names as text`() throws {
        let evil = "<script>alert(1)</script>\"'&\u{1B}[31m"
        let before = Self.layer(evil, "000000000001", [("1", try Self.square(20, 10, 0.01))])
        let after = Self.layer(evil, "000000000002", [(evil, try Self.square(20, 10, 0.01))])
        let html = try Self.page(before, after, name: evil)
        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\\u{1b}[31m"))
        #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("src="))
        #expect(!html.contains("\u{1B}"))
        #expect(html == (try Self.page(before, after, name: evil)))
    }

    @Test func `every way of moving is drawn in its own manner, numbered, and named in the legend`() throws {
        let before = Self.layer(
            "ward",
            "000000000001",
            [("1", try Self.square(20, 10, 0.01)), ("2", try Self.square(20.02, 10, 0.01))]
        )
        let after = Self.layer(
            "ward",
            "000000000002",
            // 2 has half of what 1 had beside its own, 3 is where nobody was, and the rest of 1 is nobody's.
            [
                ("2", try Self.square(20.005, 10, 0.005)), ("3", try Self.square(20.05, 10, 0.01)),
            ]
        )
        let html = try Self.page(before, after)
        for (kind, words) in [
            ("move", "will be in another boundary"), ("gap", "was in a boundary, will be in none"),
            ("gain", "was in no boundary, will be in one"),
        ] {
            #expect(html.contains("<path class=\"\(kind)\" d="))
            #expect(html.contains(words))
        }
        #expect(!html.contains("will be in another too"))
        for number in 1...4 {
            #expect(html.contains("href=\"#l1-i\(number)\""))
            #expect(html.contains("id=\"l1-i\(number)\""))
            #expect(html.contains("id=\"l1-f\(number)\""))
        }
        // Where the line was is drawn where a move stands by itself, and not over the whole city.
        #expect(html.ranges(of: "<path class=\"former\"").count >= 3)
    }

    @Test func `how many requests go a way stands beside it`() throws {
        let before = Self.layer("ward", "000000000001", [("1", try Self.square(20, 10, 0.01))])
        let after = Self.layer("ward", "000000000002", [("2", try Self.square(20, 10, 0.01))])
        var counts = ChangeCounts()
        let move = TwoVersions.Change.Move(layer: "ward", from: "1", to: "2")
        for _ in 0..<3 { counts.add(TwoVersions.Change(moves: [move]), isKnownService: true) }
        let html = try Self.page(
            before,
            after,
            requests: DiffRequestsReport(counts, isRouted: false, seconds: 0)
        )
        #expect(html.contains("3 of 3 (100.00 %) lie in another boundary."))
        #expect(html.contains("<td class=\"number\">3 requests</td>"))
    }

    @Test func `where there is no boundary JSON says null, and every part has a place`() throws {
        let before = Self.layer("ward", "000000000001", [("1", try Self.square(20, 10, 0.01))])
        let after = Self.layer("ward", "000000000002", [("2", try Self.square(20.05, 10, 0.01))])
        let diff = try LayerDiff(from: before, to: after)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(DiffLayerReport(diff, tolerance: 1)), as: UTF8.self)
        #expect(json.contains("\"from\":null") && json.contains("\"to\":null"))
        #expect(json.contains("\"name_before\":null"))
        #expect(json.contains("\"overlap\":\"none\""))
        for part in diff.parts {
            #expect((10...10.01).contains(part.place.latitude))
            #expect(part.polygons.allSatisfy { BoundingBox($0.shell)?.contains(part.place) == true })
        }
    }

    @Test func `a new name alone is no move, and is told`() throws {
        func named(_ name: String, _ version: String) throws -> BoundaryLayer {
            BoundaryLayer(
                definition: LayerDefinition(id: "ward", names: [:], file: "", key: "id", label: "name"),
                version: version,
                boundaries: [Boundary(id: "1", name: name, polygons: [try Self.square(20, 10, 0.01)])]
            )
        }
        let html = try Self.page(try named("Old", "000000000001"), try named("New", "000000000002"))
        #expect(html.contains("<p class=\"verdict good\">No land changes hands.</p>"))
        #expect(html.contains("Old → New"))
        #expect(!html.contains("class=\"insets\""))
    }

    @Test func `areas are told in the unit that is read`() {
        #expect(AreaText.text(0) == "0 m²")
        #expect(AreaText.text(3.44) == "3.4 m²")
        #expect(AreaText.text(12) == "12 m²")
        #expect(AreaText.text(99_999) == "99,999 m²")
        #expect(AreaText.text(100_000) == "0.10 km²")
        #expect(AreaText.text(12_345_678) == "12.35 km²")
        #expect(AreaText.text(12_345_678_901) == "12,346 km²")
        #expect(AreaText.text(12).plain == "12 m2")
    }
}
