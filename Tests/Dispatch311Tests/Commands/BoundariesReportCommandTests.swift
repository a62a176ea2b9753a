import Boundaries
import Foundation
import TestSupport
import Testing

@testable import dispatch311

@Suite struct BoundariesReportCommandTests {
    private static let folders = ["--catalog", TinyCity.catalogFolder, "--geodata", TinyCity.geodataFolder]

    private static func report(_ arguments: [String]) async throws -> Program.Ended {
        try await Program.start(["boundaries", "report"] + arguments).end()
    }

    /// A file of rectangles one hundredth of a degree high, side by side from 20 east; widths in hundredths.
    private static func file(_ features: [(id: String, name: String, from: Double, to: Double)]) -> String {
        var text = FeatureText()
        for feature in features {
            let (west, east) = (20 + feature.from / 100, 20 + feature.to / 100)
            let corners = [(10.0, west), (10, east), (10.01, east), (10.01, west), (10, west)]
            let shell = corners.map { Coordinate.inRange(latitude: $0.0, longitude: $0.1) }
            text.add(
                [Polygon(shell: shell)],
                properties: [("id", .text(feature.id)), ("name", .text(feature.name)), ("kind", .text("town"))]
            )
        }
        return text.text
    }

    @Test func `the folder's gap is found, with what a request there gets`() async throws {
        // Tiny city's precincts leave a quarter of it out.
        let ended = try await Self.report(Self.folders + ["--json"])
        #expect(ended.code == Ending.findings.rawValue)
        let objects = try ended.output.split(separator: "\n").map { try JSON(String($0)) }
        #expect(objects.map { $0["type"] } == [.text("summary"), .text("finding"), .text("summary")])
        #expect(objects.map { $0["layer"] } == [.text("borough"), .text("precinct"), .text("precinct")])
        #expect(objects[0]["whole"] == .bool(true))
        let gap = objects[1]
        #expect(gap["kind"] == .text("gap"))
        #expect(gap["boundaries"] == .array([.text("2"), .text("3")]))
        #expect(gap["today"] == .text("none"))
        #expect(gap["at_edge"] == .bool(true))
        guard case .number(let share)? = gap["share"], case .number(let longitude)? = gap["longitude"] else {
            Issue.record("expected a share and a longitude, found \(gap)")
            return
        }
        #expect(abs(share - 0.25) < 1e-6)
        #expect((20.02...20.03).contains(longitude))
        #expect(objects[2]["outline"] == .text("borough"))
        #expect(objects[2]["whole"] == .bool(false))
    }

    @Test func `a key that no feature has is told once, with those there are`() async throws {
        try await Scratch.with { scratch in
            let text = Self.file((0..<30).map { ("w\($0)", "Ward \($0)", Double($0), Double($0) + 1) })
            let path = try scratch.file("wards.geojson", text)
            let ended = try await Self.report([path, "--key", "WARD"])
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.errors.contains("\(path): expected a property WARD that holds the ids, found none; it has:"))
            #expect(ended.errors.contains("--key id would do."))
            #expect(ended.errors.split(separator: "\n").count < 10)
        }
    }

    @Test(arguments: [
        ("PK\u{3}\u{4}", "boundaries import"), (#"{"type": "FeatureCollection", "features": []}"#, "boundaries lint"),
    ])
    func `a file that cannot be read says what to do`(text: String, remedy: String) async throws {
        try await Scratch.with { scratch in
            let path = try scratch.file("a b.geojson", text)
            let ended = try await Self.report([path])
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.errors.contains("dispatch311 \(remedy) '\(path)'"))
        }
    }

    @Test func `a picture never takes the place of what is no file`() async throws {
        let words = Self.folders + ["--layer", "borough", "--html", "/dev/null"]
        let ended = try await Self.report(words)
        #expect(ended.code == Ending.usage.rawValue)
        #expect(ended.errors.contains("/dev/null: expected a file to write, found something else"))
    }

    @Test func `a person reads a table and a verdict`() async throws {
        let ended = try await Self.report(Self.folders + ["--layer", "precinct", "--plain"])
        #expect(ended.code == Ending.findings.rawValue)
        #expect(ended.output.hasPrefix("precinct (precinct.geojson, version "))
        #expect(ended.output.contains("3 boundaries against borough (borough.geojson)"))
        #expect(ended.output.contains("FAIL precinct: 1 gap: "))
        #expect(ended.output.contains("25.000 % of the outline, in no boundary"))
        #expect(!ended.output.contains("borough:"))
        let none = try await Self.report(Self.folders + ["--layer", "precinct", "--rows", "0", "--plain"])
        #expect(none.output.contains("1 finding: --rows shows more"))
    }

    @Test func `a whole layer ends with 0`() async throws {
        let ended = try await Self.report(Self.folders + ["--layer", "borough", "--plain"])
        #expect(ended.code == 0)
        #expect(ended.output.contains("ok borough: every place lies in exactly one boundary"))
    }

    @Test func `features that are left out are gaps`() async throws {
        let ended = try await Self.report(Self.folders + ["--layer", "precinct", "--only", "kind=town", "--json"])
        let objects = try ended.output.split(separator: "\n").map { try JSON(String($0)) }
        // The park in the second quarter and the gap in the third are one now, and nobody's.
        #expect(objects.count == 2)
        #expect(objects[0]["boundaries"] == .array([.text("1"), .text("3")]))
        #expect(objects[0]["today"] == .text("none"))
        #expect(objects[1]["only"] == .array([.text("kind=town")]))
    }

    @Test func `a file is reported on before it is published`() async throws {
        try await Scratch.with { scratch in
            let wards = try scratch.file("wards.geojson", Self.file([("a", "A", 0, 1.5), ("b", "B", 1, 2)]))
            let city = try scratch.file("city.geojson", Self.file([("c", "City", 0, 4)]))
            let alone = try await Self.report([wards, "--json"])
            #expect(alone.code == Ending.findings.rawValue)
            let objects = try alone.output.split(separator: "\n").map { try JSON(String($0)) }
            #expect(objects.map { $0["kind"] } == [.text("overlap"), nil])
            #expect(objects[0]["today"] == .text("smaller"))
            #expect(objects[0]["today_boundary"] == .text("b"))
            #expect(objects[1]["outline"] == nil || objects[1]["outline"] == .null)
            let held = try await Self.report([wards, "--outline", city, "--label", "name", "--json"])
            let kinds = try held.output.split(separator: "\n").map { try JSON(String($0))["kind"] }
            #expect(kinds == [.text("gap"), .text("overlap"), nil])
        }
    }

    @Test func `the shapes go to a file that reads as GeoJSON`() async throws {
        try await Scratch.with { scratch in
            let path = scratch.path("gaps.geojson")
            let ended = try await Self.report(Self.folders + ["--geojson", path, "--quiet"])
            #expect(ended.code == Ending.findings.rawValue)
            let definition = LayerDefinition(id: "gaps", names: [:], file: path, key: "number", label: "kind")
            let data = try Data(contentsOf: URL(filePath: path))
            let layer = try BoundaryReader().read(data, as: definition, file: path)
            #expect(layer.boundaries.map(\.id) == ["1"])
            #expect(layer.boundaries.map(\.name) == ["gap"])
            let corners = Set(layer.boundaries[0].polygons[0].shell.map(\.longitude))
            #expect(corners == [20.02, 20.03])
        }
    }

    @Test func `the picture is one page that asks for nothing else`() async throws {
        try await Scratch.with { scratch in
            let path = scratch.path("report.html")
            let arguments = ["--html", path, "--date", "2026-11-22", "--layer", "precinct"]
            let ended = try await Self.report(Self.folders + arguments)
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.errors.contains("the picture is in \(path)"))
            let page = try scratch.text("report.html")
            #expect(page.contains("2026-11-22"))
            #expect(page.contains("25.000 %"))
            #expect(page.contains("class=\"gap\""))
            for forbidden in ["<script", "http:", "https:", "src=", "style=", "@import", "onload"] {
                #expect(!page.contains(forbidden), "\(forbidden)")
            }
            // Every link leads to an element of the page, and no two have the same id.
            let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
            #expect(Set(ids).count == ids.count)
            let links = page.matches(of: /href="#([^"]+)"/).map { String($0.output.1) }
            #expect(!links.isEmpty && Set(links).isSubset(of: ids))
            _ = try await Self.report(Self.folders + arguments)
            #expect(try scratch.text("report.html") == page)
        }
    }

    @Test(.enabled(if: XMLLint.isInstalled, "xmllint checks that the page is well formed"))
    func `hostile names stay text`() async throws {
        try await Scratch.with { scratch in
            let features = HostileTexts.all.enumerated().map { offset, name in
                (id: "<\(offset)&\"'>", name: name, from: Double(offset) / 10, to: Double(offset) / 10 + 0.09)
            }
            let file = try scratch.file("<wards>.geojson", Self.file(features))
            let city = try scratch.file("city.geojson", Self.file([("c", "City", 0, 10)]))
            let path = scratch.path("report.html")
            let ended = try await Self.report([
                file, "--label", "name", "--outline", city, "--html", path, "--date", "<i>today</i>",
            ])
            #expect(ended.code == Ending.findings.rawValue)
            #expect(!ended.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
            let page = try scratch.text("report.html")
            #expect(try await XMLLint.complaints(about: [page]) == "")
            for forbidden in ["<script", "<b>", "<i>", "<!--", "<![CDATA[", "<?"] {
                #expect(!page.contains(forbidden), "\(forbidden)")
            }
            #expect(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"))
        }
    }

    @Test(arguments: [
        ["--tolerance", "0"], ["--tolerance", "2000"], ["--rows", "-1"], ["--layer", "ward"], ["--only", "kind"],
        ["--only", "kind=palace", "--layer", "precinct"], ["--only", "kind=town"], ["no-such-file.geojson"],
        ["x.geojson", "--layer", "precinct"], ["--html", "/no/such/folder/report.html", "--layer", "borough"],
    ])
    func `a wrong call ends with 64 and says why`(arguments: [String]) async throws {
        let ended = try await Self.report(Self.folders + arguments)
        #expect(ended.code == Ending.usage.rawValue, "\(ended.errors)")
        #expect(!ended.errors.isEmpty)
    }

    @Test func `a faulty file is told, and what may help`() async throws {
        try await Scratch.with { scratch in
            let file = try scratch.file("wards.geojson", Self.file([("a", "A", 0, 1)]))
            let ended = try await Self.report([file, "--key", "ward"])
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.errors.contains("expected a property ward that holds the ids, found none"))
            #expect(ended.errors.contains("--key"))
            let bare = try scratch.file(
                "open.geojson",
                Self.file([("a", "A", 0, 1)]).replacing(",[20.0,10.0]]]", with: "]]")
            )
            let open = try await Self.report([bare])
            #expect(open.code == Ending.findings.rawValue)
            #expect(open.errors.contains("expected the last position to be the first"), "\(open.errors)")
            #expect(!open.errors.contains("--key"))
        }
    }
}
