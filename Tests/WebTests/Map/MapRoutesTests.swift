import Boundaries
import Crypto
import Foundation
import GeoReport
import HTTPTypes
import ServiceRequests
import Testing

@testable import Web

@Suite struct MapRoutesTests {
    @Test func `the map is a picture with a version`() async throws {
        try await TinyServer.with { visitor in
            let answer = try await visitor.get("/map.svg?layer=precinct&crosshair=true")
            #expect(answer.status == 200)
            #expect(answer[header: "Content-Type"] == "image/svg+xml; charset=utf-8")
            #expect(answer[header: "Cache-Control"] == "public, max-age=300")
            let sheet = try #require(answer.text.firstMatch(of: /(?s)<style>(.*)<\/style>/)).output.1
            let hash = Data(SHA256.hash(data: Data(sheet.utf8))).base64EncodedString()
            #expect(
                answer[header: "Content-Security-Policy"]
                    == "default-src 'none'; style-src 'sha256-\(hash)'; frame-ancestors 'none'"
            )
            #expect(answer[header: "X-Content-Type-Options"] == "nosniff")
            #expect(answer.text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
            #expect(answer.text.contains("width=\"288\" height=\"288\""))
            #expect(answer.text.contains("class=\"map-land\""))
            let tag = try #require(answer[header: "ETag"])
            for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let again = try await visitor.get("/map.svg?layer=precinct", headers: ["If-None-Match": known])
                #expect(again.status == 304)
                #expect(again.text.isEmpty)
                // A cache takes these over for the picture it has.
                for name in ["ETag", "Cache-Control", "Content-Security-Policy", "Vary"] {
                    #expect(again[header: name] == answer[header: name], "\(name)")
                }
            }
            #expect(try await visitor.get("/map.svg", headers: ["If-None-Match": "\"x\""]).status == 200)
            #expect(try await visitor.send(.head, "/map.svg").status == 200)
            #expect(try await visitor.send(.post, "/map.svg").status == 405)
        }
    }

    @Test func `a picture with a pin is kept by nobody else`() async throws {
        try await TinyServer.with { visitor in
            let answer = try await visitor.get("/map.svg?pin=10.01,20.01&highlight=precinct/1&jurisdiction_id=tiny")
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer[header: "Cache-Control"] == "private, max-age=300")
            #expect(answer.text.contains("A pin stands at 10.01, 20.01."))
            // Everything else stays as unkept as before.
            #expect(try await visitor.get("/livez")[header: "Cache-Control"] == "no-store")
            #expect(try await visitor.get("/map.svg?w=1")[header: "Cache-Control"] == "no-store")
        }
    }

    private static let faults: [(query: String, message: String)] = [
        ("w=63", "“w”: expected a whole number from 64 to 1024, found “63”"),
        ("h=1025", "“h”: expected a whole number from 64 to 1024, found “1025”"),
        ("w=1e2", "“w”: expected a whole number"),
        ("w=%2B99", "“w”: expected a whole number"),
        ("w=99999999999999999999", "“w”: expected a whole number"),
        ("zoom=5", "“zoom”: expected a whole number from 6 to 18, found “5”"),
        ("zoom=19", "“zoom”: expected a whole number from 6 to 18"),
        ("lat=10", "long: expected a longitude beside lat, found none"),
        ("lat=10&long=x", "long: expected degrees like 40.7128, found “x”"),
        ("lat=91&long=20", "lat"),
        ("pin=10", "“pin”: expected latitude and longitude like 40.7128,-74.006, found “10”"),
        ("pin=nan,0", "“pin”: expected latitude and longitude"),
        ("pin=91,0", "“pin”: expected latitude and longitude"),
        ("layer=moon", "“layer”: expected one of borough, precinct, found “moon”"),
        ("highlight=precinct/99", "“highlight”: expected a layer and a boundary of it, layer/id, found “precinct/99”"),
        ("highlight=precinct", "“highlight”: expected a layer and a boundary of it"),
        ("crosshair=yes", "“crosshair”: expected true or false, found “yes”"),
        ("lang=xx", "“lang”: expected one of en, es, found “xx”"),
        ("colour=red", "“colour”: expected one of lat, long"),
        ("w=100&w=100", "“w”: expected it once, found it again"),
        ("w=1&h=1", "“h”: expected a whole number"),
        ("w=%zz", "%"),
    ]

    @Test func `a parameter that is wrong is refused with what was expected`() async throws {
        try await TinyServer.with { visitor in
            for (query, message) in Self.faults {
                let answer = try await visitor.get("/map.svg?\(query)")
                #expect(answer.status == 400, "\(query)")
                #expect(answer.text.contains(message), "\(query): \(answer.text)")
                #expect(answer[header: "Content-Type"] == "text/plain; charset=utf-8")
            }
            #expect(try await visitor.get("/map.svg?jurisdiction_id=other").status == 404)
        }
    }

    @Test func `an address that a page writes asks for the drawing it was written for`() async throws {
        try await TinyServer.with { visitor in
            let city = try visitor.city
            let extent = try #require(city.extent)
            let view = MapView(showing: extent, width: 608, height: 432).after(.closer, within: extent)
            let drawings = [
                MapDrawing(view),
                MapDrawing(
                    view.after(.east, within: extent),
                    layer: "precinct",
                    highlight: MapDrawing.Highlight(layer: "precinct", id: "1"),
                    pin: view.chosen(x: 17, y: 23),
                    hasCrosshair: true
                ),
            ]
            for drawing in drawings {
                let path = MapAddress.path(of: drawing, jurisdiction: "tiny")
                let query = path.split(separator: "?")[1]
                let parameters = try FormParameters(decoding: query.utf8)
                let index = city.snapshot.index
                let read = try MapAddress.drawing(parameters, extent: extent, index: index)
                // The same to the 6th decimal of a degree.
                #expect(MapAddress.path(of: read, jurisdiction: "tiny") == path)
                #expect(read.view.zoom == drawing.view.zoom && read.highlight == drawing.highlight)
                #expect(try await visitor.get(path).status == 200)
            }
        }
    }

    @Test func `a sheet that cannot be read is left out, and on record`() async throws {
        let recorder = LogRecorder()
        let definition = MapSheetDefinition(id: "blocks", kind: .block, origin: .file("gone.geojson", label: nil))
        let sheets = MapSheets(definitions: [definition]) { _, file in throw Missing(what: file) }
        let map = CityMap(layers: [], outline: nil, sheets: sheets)
        let atlas = await map.atlas(logger: recorder.logger)
        #expect(atlas.sheets.isEmpty)
        #expect(recorder.lines.contains { $0.contains("A sheet of the map cannot be read") })
    }
}
