import TestSupport
import Testing

/// What a private request, and words that are not public, are kept from.
@Suite struct ListPrivacyTests {
    @Test func `no filter of a list and no column of a file tells of a private request`() async throws {
        try await TinyServer.with { visitor in
            var form = ["service_code": "person-in-need", "lat": "10.01", "long": "20.005", "description": "Hush"]
            form["address_string"] = "Hush Lane"
            form["media_url"] = "https://example.org/hush.jpg"
            let hidden = try await visitor.submitted(form)
            let queries = [
                "", "q=hush", "q=need", "service_code=person-in-need", "agency_responsible=police",
                "lat=10.01&long=20.005",
                "bbox=10,20,10.02,20.04", "has_photo=true", "has_photo=false", "updated_after=2026-01-01T00:00:00Z",
                "status=open", "status=closed", "service_request_id=\(hidden)",
            ]
            for query in queries {
                var query = query
                if query.hasPrefix("updated") { query += "&updated_before=2026-03-01T00:00:00Z" }
                for extensions in ["", "&extensions=true"] {
                    let both = try await visitor.both(.get("v2/requests.*?\(query)\(extensions)", "service_requests"))
                    #expect(both.json.text == "[]", "\(query)")
                    #expect(both.json[header: "X-Total-Count"] == "0", "\(query)")
                }
                let file = try await visitor.get("/open311/bulk/requests.csv?\(query)")
                #expect(file.text.split(whereSeparator: \.isNewline).count == 1, "\(query)")
            }
        }
    }

    @Test func `of a private request its id tells how it goes, with extensions too, and nothing of what and where`()
        async throws
    {
        try await TinyServer.with { visitor in
            var form = ["service_code": "person-in-need", "lat": "10.01", "long": "20.005", "description": "Hush"]
            form["media_url"] = "https://example.org/hush.jpg"
            let id = try await visitor.submitted(form)
            let key = try await visitor.key("police")
            let (lease, items) = try await visitor.claim("police", key: key)
            let item = try #require(items.first)
            _ = try await visitor.outcomes(
                "leases/\(try #require(lease))/complete",
                #"{"items":[{"item_id":\#(item),"outcome":"no_action","detail":"Hush by the well"}]}"#,
                key: key
            )
            let both = try await visitor.both(.get("v2/requests/\(id).*?extensions=true", "service_requests"))
            for text in [both.json.text, both.xml.text] {
                for secret in ["Hush", "hush", "well", "20.005", "10.01"] {
                    #expect(!text.contains(secret), "\(secret)")
                }
            }
            let record = try #require(try both.json.json[0])
            #expect(record["status"]?.text == "closed")
            let attributes = try #require(record["extended_attributes"])
            #expect(attributes["queue"]?.text == "police")
            #expect(attributes["media_urls"]?.elements == [])
            #expect(attributes["legs"]?[0]?["status"]?.text == "closed")
            #expect(attributes["legs"]?[0]?["outcome"]?.text == "no_action")
            #expect(record["notes"]?.elements.isEmpty == false)
        }
    }

    @Test func `words and pictures of a service that keeps them to itself are found by nobody`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["service_code"] = "fallen-tree"
            form["description"] = "Hush"
            form["media_url"] = "https://example.org/hush.jpg"
            let id = try await visitor.submitted(form)
            let found = try await visitor.get("/open311/v2/requests.json?q=hush")
            #expect(found.text == "[]")
            #expect(try await visitor.get("/open311/v2/requests.json?has_photo=true").text == "[]")
            let list = try await visitor.both(.get("v2/requests.*?extensions=true", "service_requests"))
            #expect(try list.json.json[0]?["service_request_id"]?.text == id)
            #expect(!list.json.text.contains("ush"))
            #expect(!(try await visitor.get("/open311/bulk/requests.csv").text.contains("ush")))
        }
    }
}
