import HTTPTypes
import Postgres
import Store
import TestSupport
import Testing

/// What `extensions=true` tells of requests.
@Suite struct RequestDetailsTests {
    @Test func `a request tells its legs, its end and what happened in the words of its page`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted(
                ["service_code": "fallen-tree", "lat": "10.01", "long": "20.005", "description": "Big."]
            )
            let key = try await visitor.key("parks")
            let (lease, items) = try await visitor.claim("parks", key: key)
            let item = try #require(items.first)
            _ = try await visitor.outcomes(
                "leases/\(try #require(lease))/accept",
                #"{"items":[{"item_id":\#(item)}]}"#,
                key: key
            )
            _ = try await visitor.call(
                "items/\(item)/note",
                #"{"text":"Crew comes on Monday.","public":true}"#,
                key: key
            )
            _ = try await visitor.call("items/\(item)/note", #"{"text":"Keys are with Ann."}"#, key: key)
            let done = try await visitor.call(
                "items/\(item)/complete",
                #"{"outcome":"done","note":"Sawn up."}"#,
                key: key
            )
            #expect(done.status == 200)
            for path in ["v2/requests/\(id).*", "v2/requests.*"] {
                let both = try await visitor.both(.get("\(path)?extensions=true", "service_requests"))
                let request = try #require(try both.json.json[0])
                #expect(request.names.count == 19)
                let more = try #require(request["extended_attributes"])
                #expect(
                    more.names == [
                        "department", "queue", "channel", "closed_datetime", "reopened", "duplicate",
                        "parent_service_request_id", "duplicates", "media_urls", "legs",
                    ]
                )
                #expect(more["department"]?.text == "parks")
                #expect(more["channel"]?.text == "api")
                #expect(more["closed_datetime"] == .null)
                #expect(more["reopened"]?.integer == 0)
                #expect(more["duplicate"] == .bool(false))
                #expect(more["legs"]?.elements.map { $0["department"]?.text } == ["parks", "works"])
                #expect(more["legs"]?.elements.map { $0["agency_responsible"]?.text } == ["Parks", "Public Works"])
                #expect(more["legs"]?.elements.map { $0["status"]?.text } == ["closed", "waiting"])
                #expect(more["legs"]?.elements.map { $0["outcome"]?.text } == ["done", nil])
                let notes = request["notes"]?.elements ?? []
                #expect(notes.allSatisfy { $0.names == ["datetime", "type", "summary", "description"] })
                #expect(notes.map { $0["type"]?.text } == ["submitted", "leg_added", "accepted", "note", "completed"])
                #expect(notes.map { $0["description"]?.text } == [nil, nil, nil, "Crew comes on Monday.", "Sawn up."])
                #expect(notes.allSatisfy { $0["summary"]?.text?.isEmpty == false })
                #expect(!both.json.text.contains("Ann"))
                try await expectWellFormed([both.xml.text])
            }
            // Without the parameter, or with any other value, nothing goes beyond the specification.
            for query in ["", "?extensions=", "?extensions=false", "?extensions=1"] {
                let plain = try await visitor.both(.get("v2/requests/\(id).*\(query)", "service_requests"))
                #expect(try plain.json.json[0]?.names.count == 17, "\(query)")
            }
            let spanish = try await visitor.get(
                "/open311/v2/requests/\(id).json?extensions=true",
                headers: ["Accept-Language": "es"]
            )
            #expect(
                try spanish.json[0]?["extended_attributes"]?["legs"]?[1]?["agency_responsible"]?.text
                    == "Obras Públicas"
            )
            #expect(try spanish.json[0]?["notes"]?[1]?["summary"]?.text != nil)
            #expect(spanish[header: "Content-Language"] == "es")
        }
    }

    @Test func `closed, opened again and closed tells when, how often and what it repeats`() async throws {
        try await TinyServer.with { visitor in
            let original = try await visitor.submitted()
            let id = try await visitor.submitted()
            let key = try await visitor.key("works", scopes: [.read, .work, .move, .supervise])
            func finish(_ end: String) async throws {
                let (lease, items) = try await visitor.claim("works", key: key)
                let words = items.map { #"{"item_id":\#($0),\#(end)}"# }.joined(separator: ",")
                let outcomes = try await visitor.outcomes(
                    "leases/\(try #require(lease))/complete",
                    #"{"items":[\#(words)]}"#,
                    key: key
                )
                #expect(!outcomes.isEmpty && outcomes.allSatisfy { $0 == "ok" })
            }
            try await finish(#""outcome":"done""#)
            let reopened = try await visitor.call("requests/\(id)/reopen", #"{"reason":"It broke again."}"#, key: key)
            #expect(reopened.status == 200)
            try await finish(#""outcome":"duplicate","detail":"\#(original)""#)
            let both = try await visitor.both(.get("v2/requests/\(id).*?extensions=true", "service_requests"))
            let request = try #require(try both.json.json[0])
            let more = try #require(request["extended_attributes"])
            #expect(more["reopened"]?.integer == 1)
            #expect(more["duplicate"] == .bool(true))
            #expect(more["parent_service_request_id"]?.text == original)
            #expect(more["closed_datetime"]?.text == request["updated_datetime"]?.text)
            #expect(more["closed_datetime"]?.text != nil)
            let first = try await visitor.get("/open311/v2/requests/\(original).json?extensions=true")
            #expect(try first.json[0]?["extended_attributes"]?["duplicates"]?.integer == 1)
        }
    }

    @Test(.enabled(if: PhotoSite.programs))
    func `photos we keep are links like any others, where everybody may see them`() async throws {
        try await PhotoSite.with { site in
            let visitor = site.visitor
            let id = try await visitor.submitted()
            let other = try await visitor.submitted(
                ["service_code": "fallen-tree", "lat": "10.01", "long": "20.005"]
            )
            for (department, reference) in [("works", id), ("parks", other)] {
                let key = try await visitor.key(department)
                let (_, items) = try await visitor.claimed(department, #"{"limit":200}"#, key: key)
                let item = try #require(
                    items.first { $0["service_request_id"]?.text == reference }?["item_id"]?.integer
                )
                let answer = try await visitor.send(
                    .post,
                    "/api/v1/items/\(item)/photos",
                    headers: ["Authorization": "Bearer \(key)", "Content-Type": "image/png"],
                    bytes: PhotoSite.square
                )
                #expect(answer.status == 200)
            }
            // As if residents had sent them.
            try await visitor.database.pool.execute(
                """
                INSERT INTO photo (jurisdiction, name, number, kind, width, height, bytes, sha256)
                SELECT jurisdiction, substring(sha256(name) FOR 16), number, kind, width, height, bytes, sha256 FROM photo
                """
            )
            let answer = try await visitor.get(
                "/open311/v2/requests.json?extensions=true&service_request_id=\(id),\(other)"
            )
            let requests = try answer.json.elements
            func request(_ id: String) throws -> JSON {
                try #require(requests.first { $0["service_request_id"]?.text == id })
            }
            let open = try request(id)
            let links = open["extended_attributes"]?["media_urls"]?.elements.compactMap { $0.text } ?? []
            #expect(links.count == 2)
            #expect(open["media_url"]?.text == links.first)
            let photos = "http://localhost/open311/v2/requests/\(id)/photos/"
            #expect(links.allSatisfy { $0.hasPrefix(photos) && $0.hasSuffix(".jpg") })
            // The second is the department's own, whose file is there.
            let own = try #require(links.last)
            let picture = try await visitor.get(String(own.dropFirst("http://localhost".count)))
            #expect(picture.status == 200)
            #expect(picture[header: "Content-Type"] == "image/jpeg")
            // Trees keep residents' pictures to themselves, and show the department's.
            let shut = try request(other)
            #expect(shut["media_url"] == .null)
            #expect(shut["extended_attributes"]?["media_urls"]?.elements.count == 1)
            let pictured = try await visitor.get("/open311/v2/requests.json?has_photo=true")
            #expect(try pictured.json.elements.count == 2)
        }
    }
}
