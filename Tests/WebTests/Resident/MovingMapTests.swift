import Foundation
import Testing

@testable import Web

@Suite struct MovingMapTests {
    /// A folder that passes for Leaflet's, gone after the test.
    private static func withLeaflet(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "leaflet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["leaflet.min.js", "leaflet.css"] {
            try Data("/* \(name) */".utf8).write(to: folder.appending(path: name))
        }
        do {
            try await body(folder.path)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `the map is offered where Leaflet is, with all it needs from this server`() async throws {
        try await Self.withLeaflet { folder in
            try await TinyServer.with(change: { $0.leafletFolder = folder }) { visitor in
                let page = try await visitor.page("/report/where?service=pothole&centre=10.01,20.005&zoom=16&lang=es")
                for text in [
                    "id=\"map-ways\" data-open=\"Usar el mapa\"", "id=\"open-map\" hidden",
                    "data-tiles=\"/map/{z}/{x}/{y}.svg\"",
                    "data-names=\"/map/names.json\"", "data-place=\"/map/place.json?lang=es\"",
                    "data-centre=\"10.01,20.005\" data-zoom=\"16\"", "/leaflet/leaflet.min.js\"", "Poner el marcador",
                ] {
                    #expect(page.text.contains(text), "\(text)")
                }
                #expect(page.text.contains("/where.js\"></script>"))
                #expect(
                    page[header: "Content-Security-Policy"]?
                        .contains("script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self';") == true
                )
            }
        }
    }

    @Test func `without Leaflet there is the picture alone`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/report/where")
            #expect(!page.text.contains("open-map") && !page.text.contains("map-ways"))
            #expect(page.text.contains("id=\"locate\" data-title=") && page.text.contains("<input type=\"image\""))
            #expect(try await !visitor.page("/report/where?kiosk=town-hall").text.contains("id=\"locate\""))
        }
    }

    @Test func `a city's own squares are named to the page and to its policy`() async throws {
        let cities = try CopiedCities()
        let tiles = """
            languages: [en, es]
            map:
              tiles:
                url: "https://tiles.example.org/{z}/{x}/{y}.png"
                attribution: "© Tiny & Co."
                max_zoom: 19
            """
        try cities.replace("languages: [en, es]", with: tiles, in: "tiny/jurisdiction.yml")
        try await Self.withLeaflet { folder in
            let change = { (configuration: inout WebConfiguration) in
                cities.use(&configuration)
                configuration.leafletFolder = folder
            }
            try await TinyServer.with(change: change) { visitor in
                let page = try await visitor.page("/report/where")
                #expect(page.text.contains("data-tiles=\"https://tiles.example.org/{z}/{x}/{y}.png\""))
                #expect(page.text.contains("data-tiles-closest=\"19\"") && page.text.contains("data-closest=\"19\""))
                #expect(page.text.contains("© Tiny &amp; Co.") && !page.text.contains("names.json"))
                let policy = try #require(page[header: "Content-Security-Policy"])
                #expect(policy.contains("img-src 'self' https://tiles.example.org;"))
                // Only where they are shown.
                let other = try await visitor.page("/report/where?lat=10.01&long=20.005")
                #expect(other[header: "Content-Security-Policy"]?.contains("example.org") == false)
            }
        }
    }

    @Test(arguments: [
        (10.01, "10.01"), (-74.0, "-74"), (0.000001, "0.000001"), (-0.0000004, "0"), (40.71280049, "40.7128"),
        (179.9999999, "180"), (-0.5, "-0.5"), (20.000010, "20.00001"),
    ])
    func `degrees are written without an end of zeros and never with an exponent`(number: Double, text: String) {
        #expect(number.degrees == text)
    }
}
