import Foundation
import Photos
import Postgres
import Store
import TestSupport
import Testing
import Web

/// Lists as files and as job sheets: the very list, and no more of each item.
@Suite struct ListFilesTests {
    private struct Collection: Decodable {
        struct Feature: Decodable {
            struct Geometry: Decodable {
                let type: String
                let coordinates: [Double]
            }

            let type: String
            let geometry: Geometry?
            let properties: [String: Value]
        }

        /// A text, a truth value, or nothing.
        struct Value: Decodable {
            let text: String

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                text = try (try? container.decode(String.self)) ?? String(container.decode(Bool.self))
            }
        }

        let type: String
        let features: [Feature]
        let is_cut: Bool
    }

    @Test(arguments: [
        "state=open", "state=late", "state=accepted&order=newest", "state=open&service=pothole",
        "state=closed&hours=24",
    ])
    func `a file has the items of the list in its order`(query: String) async throws {
        try await TinyServer.with { visitor in
            try await MixedCity.fill(visitor)
            let browser = try await Browser(visitor)
            var shown: [String] = []
            var next: String? = "/desk/items?\(query)"
            while let path = next {
                let page = try await browser.page(path)
                shown += page.matches(of: /<code class="unbroken">([^<]+)<\/code>/).map {
                    String($0.output.1).replacing("-", with: "")
                }
                next = page.firstMatch(of: /<a href="([^"]+)" rel="next">/).map {
                    String($0.output.1).replacing("&amp;", with: "&")
                }
            }
            #expect(!shown.isEmpty)
            let csv = try await browser.get("/desk/items.csv?\(query)")
            #expect(csv.status == 200)
            #expect(csv[header: "Content-Type"]?.hasPrefix("text/csv") == true)
            #expect(csv[header: "Content-Disposition"]?.hasPrefix("attachment") == true)
            let rows = csv.text.split(separator: "\r\n").dropFirst()
            let references = rows.map { String($0.prefix { $0 != "," }).replacing("-", with: "").lowercased() }
            #expect(references == shown.map { $0.lowercased() })
            #expect(rows.allSatisfy { $0.contains(/,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ,/) })
            let json = try await browser.get("/desk/items.geojson?\(query)")
            #expect(json[header: "Content-Type"] == "application/geo+json")
            let collection = try JSONDecoder().decode(Collection.self, from: Data(json.text.utf8))
            #expect(collection.type == "FeatureCollection" && !collection.is_cut)
            #expect(collection.features.count == shown.count)
            for feature in collection.features {
                #expect(feature.type == "Feature")
                #expect(feature.geometry?.type == "Point")
                // Longitude first: the tiny city lies at 10 north, 20 east.
                #expect(
                    feature.geometry.map {
                        (19.5...20.5).contains($0.coordinates[0]) && (9.5...10.5).contains($0.coordinates[1])
                    } == true
                )
            }
        }
    }

    @Test func `what residents wrote is no formula, and who they are is in no file and on no sheet`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["address_string"] = "=HYPERLINK(\"http://evil.example\",\"x\")"
            form["description"] = "A deep hole, ask at the shop"
            form["first_name"] = "Zebedee"
            form["email"] = "zebedee@example.org"
            form["phone"] = "+1 212 555 0100"
            _ = try await visitor.submitted(form)
            let browser = try await Browser(visitor)
            let csv = try await browser.get("/desk/items.csv?state=open").text
            #expect(csv.contains("\"'=HYPERLINK("))
            #expect(csv.firstMatch(of: /(^|[,\n"])=/) == nil)
            let json = try await browser.get("/desk/items.geojson?state=open").text
            let sheets = try await browser.page("/desk/sheets?state=open")
            #expect(sheets.contains("A deep hole, ask at the shop"))
            #expect(sheets.contains("=HYPERLINK("))
            #expect(sheets.contains("/map.svg") || sheets.contains("<image href=\"/map"))
            #expect(sheets.contains("/qr.svg"))
            for text in [csv, json, sheets] {
                for secret in ["Zebedee", "zebedee", "555 0100"] { #expect(!text.contains(secret)) }
            }
        }
    }

    @Test func `of others' private requests files tell whose turn it is and the dates, as lists do`() async throws {
        try await TinyServer.with { visitor in
            let form = [
                "service_code": "person-in-need", "lat": "10.01", "long": "20.005", "description": "Secret words",
                "address_string": "Hidden Lane 1",
            ]
            let id = try await visitor.submitted(form)
            let works = try await Browser(visitor, "works")
            let police = try await Browser(visitor, "police")
            for kind in ["csv", "geojson"] {
                let told = try await works.get("/dispatch/items.\(kind)?state=open").text
                #expect(told.contains("police"))
                for secret in [id, "person-in-need", "Hidden Lane", "Secret", "20.005", "police/"] {
                    #expect(!told.contains(secret), "\(kind): \(secret)")
                }
                let own = try await police.get("/desk/items.\(kind)?state=open").text
                #expect(own.contains(id) && own.contains("Hidden Lane 1"))
            }
            #expect(try await !works.page("/desk/sheets?state=open").contains("Hidden Lane"))
        }
    }

    @Test func `without the program job sheets have no code, and all else`() async throws {
        let without: @Sendable (inout WebConfiguration) -> Void = {
            $0.codeProgram = QRCodeProgram(name: "no-such-program-of-ours")
        }
        try await TinyServer.with(change: without) { visitor in
            for _ in 0..<2 { _ = try await visitor.submitted() }
            let sheets = try await Browser(visitor).page("/desk/sheets?state=open")
            #expect(sheets.matches(of: /<section class="sheet panel"/).count == 2)
            #expect(!sheets.contains("qr.svg"))
            #expect(sheets.contains("/map.svg") || sheets.contains("<image href=\"/map"))
        }
    }
}
