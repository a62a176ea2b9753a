import Boundaries
import Foundation
import HTTPTypes
import HummingbirdTesting
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// Another file in the place of a layer's, in a browser.
@Suite struct LayerUploadTests {
    private static let path = "/dispatch/boundaries/layers/precinct/new"

    @Test(
        arguments: [
            // The first precinct crosses itself, in the middle.
            (
                "[[20, 10], [20.01, 10], [20.01, 10.02], [20, 10.02], [20, 10]]",
                "[[20, 10], [20.01, 10.02], [20.01, 10], [20, 10.02], [20, 10]]", ["feature 0 (1)", "10.01", "20.005"]
            ),
            // Not closed.
            ("[20, 10.02], [20, 10]]", "[20, 10.02], [20.001, 10]]", ["feature 0 (1)"]),
            // The same id twice.
            (#""id": 2"#, #""id": 1"#, ["feature 1 (1)"]),
            // No GeoJSON.
            (#""FeatureCollection""#, "nothing", ["precinct.geojson"]),
        ]
    )
    func `a file that cannot be used is refused with the feature and the place`(
        old: String,
        new: String,
        told: [String]
    ) async throws {
        try await TinyServer.with { visitor in
            let editor = try await Browser(visitor, person: .editor)
            let answer = try await editor.upload(
                try Self.file(replacing: old, with: new),
                ["do": "check", "base": "1"]
            )
            #expect(answer.status == 422)
            for words in told { #expect(answer.words.contains(words), "\(words): \(answer.words)") }
            #expect(answer.words.contains("It cannot be published as it is"))
            #expect(!answer.text.contains(#"name="checked""#))
            #expect(try await visitor.count("publication") == 1)
        }
    }

    @Test func `a moved line is shown by area and by reports, published, decides, and is taken back`() async throws {
        try await TinyServer.with(.live) { visitor in
            _ = try await visitor.submitted()
            _ = try await visitor.submitted(Visitor.pothole.merging(["long": "20.002"]) { _, new in new })
            let editor = try await Browser(visitor, person: .editor)
            // Central Park reaches further west, over the first report's place.
            let file = try Self.file(replacing: "[20.01, 10", with: "[20.004, 10")
            let check = try await editor.upload(file, ["do": "check", "base": "1"])
            #expect(check.status == 200)
            #expect(check.words.contains("2 boundaries change; 1 stay."), "\(check.words)")
            #expect(check.words.contains("1 would go elsewhere, 1 of them to another department"))
            #expect(check.words.contains("works/W parks/2 1 1"))
            let fields = try Browser.form(Self.path, in: check.text).merging(["do": "publish", "note": "Wider"]) { $1 }
            // Another file than the one that was checked is not published.
            let other = try await editor.upload(try Self.file(replacing: "[20.01, 10", with: "[20.003, 10"), fields)
            #expect(other.status == 422 && other.words.contains("not what was checked before"))
            #expect(try await visitor.count("publication") == 1)
            #expect(try await editor.upload(file, fields).location == "/dispatch/boundaries?said=published")
            #expect(try await eventually { try visitor.city.publication.number == 2 })
            #expect(try visitor.city.publication.actor == "editor" && visitor.city.publication.note == "Wider")
            let park = MiddleRow.precinct(at: 20.005, in: try visitor.city)
            #expect(park == "2")
            // The same again is no publication.
            #expect(try await editor.upload(file, fields.merging(["base": "2"]) { $1 }).status == 303)
            #expect(try await visitor.count("publication") == 2)
            let back = try await editor.get("/dispatch/boundaries/rollback?to=1")
            #expect(back.words.contains("1 would go elsewhere"))
            let gone = try await editor.send("/dispatch/boundaries/rollback", of: back.text, ["note": "Not yet"])
            #expect(gone.location == "/dispatch/boundaries?said=published")
            #expect(try await eventually { try visitor.city.publication.number == 3 })
            #expect(MiddleRow.precinct(at: 20.005, in: try visitor.city) == "1")
        }
    }

    @Test func `a form without a file says so`() async throws {
        try await TinyServer.with { visitor in
            let editor = try await Browser(visitor, person: .editor)
            let answer = try await editor.upload("", ["do": "check", "base": "1"])
            #expect(answer.status == 422 && answer.text.contains(#"id="file-error""#))
        }
    }

    private static func file(replacing old: String, with new: String) throws -> String {
        let text = try String(
            contentsOf: URL(filePath: "\(TinyCity.geodataFolder)/tiny/precinct.geojson"),
            encoding: .utf8
        )
        // The first alone where it stands several times at the same place would leave a gap.
        return old.hasPrefix("[20.01,")
            ? text.replacing(old, with: new) : text.replacing(old, with: new, maxReplacements: 1)
    }
}

/// Where a point of the middle row lies.
private enum MiddleRow {
    static func precinct(at longitude: Double, in city: City) -> String? {
        let hits = (try? Coordinate(latitude: 10.01, longitude: longitude)).map { city.snapshot.index.probe($0).hits }
        return hits?["precinct"]?.boundary.id
    }
}

extension Browser {
    fileprivate func upload(_ file: String, _ fields: [String: String]) async throws -> Answer {
        var form = MultipartForm()
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) { form.field(name, value.utf8) }
        form.file("file", file.isEmpty ? "" : "precinct.geojson", file.utf8)
        let headers = ["Cookie": cookie, "Accept": "text/html", "Content-Type": form.contentType]
        return try await visitor.send(
            .post,
            "/dispatch/boundaries/layers/precinct/new",
            headers: headers,
            bytes: form.whole
        )
    }
}
