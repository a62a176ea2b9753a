import Foundation
import Postgres
import TestSupport
import Testing

@testable import Web

/// U5: what the system that sent a request calls it.
@Suite struct ClientReferenceTests {
    @Test func `its own number is given back to the client that sent it, and to nobody else`() async throws {
        try await UpdateScene.with { scene in
            let visitor = scene.visitor
            let (app, other) = (try await ClientApp(of: scene), try await ClientApp("Other", of: scene))
            var form = Visitor.pothole
            form["attribute[fixmystreet_id]"] = "4711"
            // What every FixMyStreet of the United Kingdom sends, whether it is asked for or not.
            form["attribute[easting]"] = "529090"
            form["attribute[northing]"] = "179645"
            form["attribute[closest_address]"] = "Hush Lane"
            let id = try await app.submitted(form)
            try await scene.accept(key: try await scene.key())
            for (query, number) in [
                ("", nil), ("?api_key=\(app.key)", "4711"), ("?api_key=\(other.key)", nil), ("?api_key=stranger", nil),
            ] {
                let both = try await visitor.both(
                    .get("v2/servicerequestupdates.*\(query)", "service_request_updates")
                )
                let update = try #require(try both.json.json[0])
                #expect(update["fixmystreet_id"]?.text == number, "\(query)")
                let read = "\(id.prefix(4))-\(id.dropFirst(4).prefix(4))-\(id.suffix(1))"
                #expect(update["customer_reference"]?.text == read)
            }
            for path in ["requests.json", "requests/\(id).json?extensions=true", "requests.json?extensions=true"] {
                let text = try await visitor.get("/open311/v2/\(path)").text
                #expect(!text.contains("4711") && !text.contains("529090"), "\(path)")
            }
            #expect(!(try await visitor.page("/r/\(id)").text.contains("4711")))
        }
    }

    @Test(arguments: ["", " ", String(repeating: "9", count: 201), "a\u{7}b"])
    func `a number that makes no sense is left out, and the request is taken`(number: String) async throws {
        try await UpdateScene.with { scene in
            let app = try await ClientApp(of: scene)
            _ = try await app.submitted(
                Visitor.pothole.merging(["attribute[fixmystreet_id]": number]) { _, new in new }
            )
            let kept = try await scene.visitor.database.pool.first(
                "SELECT client_reference IS NULL FROM service_request"
            ) { row in try row.decode(Bool.self) }
            #expect(kept == true)
        }
    }
}
