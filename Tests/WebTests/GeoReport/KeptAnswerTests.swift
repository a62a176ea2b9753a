import HTTPTypes
import TestSupport
import Testing

/// Clients ask every few minutes, and are told that nothing changed.
@Suite struct KeptAnswerTests {
    @Test(arguments: [
        ("services.*", "no-cache"), ("services.*?lat=10.01&long=20.005", "no-cache"),
        ("services/pothole.*", "no-cache"),
        ("requests.*", "private, no-cache"), ("requests.*?extensions=true", "private, no-cache"),
    ])
    func `an answer has a tag, and is not sent again to whoever has it`(path: String, keeping: String) async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            var tags: Set<String> = []
            for ending in ["json", "xml"] {
                let path = "/open311/v2/" + path.replacing("*", with: ending)
                let first = try await visitor.get(path)
                #expect(first.status == 200)
                #expect(first[header: "Cache-Control"] == keeping)
                #expect(first[header: "Vary"]?.contains("Accept-Language") == true)
                let tag = try #require(first[header: "ETag"])
                tags.insert(tag)
                for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                    let again = try await visitor.get(path, headers: ["If-None-Match": known])
                    #expect(again.status == 304)
                    #expect(again.text.isEmpty)
                    #expect(again[header: "ETag"] == tag)
                    #expect(again[header: "Access-Control-Allow-Origin"] == "*")
                    #expect(again[header: "X-Total-Count"] == first[header: "X-Total-Count"])
                }
                #expect(try await visitor.get(path, headers: ["If-None-Match": "\"other\""]).status == 200)
                let head = try await visitor.send(.head, path)
                #expect(head[header: "ETag"] == tag)
                let spanish = try await visitor.get(path, headers: ["If-None-Match": tag, "Accept-Language": "es"])
                #expect(spanish.status == 200)
            }
            #expect(tags.count == 2)
        }
    }

    @Test func `what changed has another tag`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let path = "/open311/v2/requests.json"
            let tag = try #require(try await visitor.get(path)[header: "ETag"])
            _ = try await visitor.submitted()
            let later = try await visitor.get(path, headers: ["If-None-Match": tag])
            #expect(later.status == 200)
            #expect(try later.json.elements.count == 2)
            // Errors and discovery, which says how the client reaches us, are kept by nobody.
            for path in [
                "/open311/discovery.json", "/open311/v2/requests.json?status=lost", "/open311/v2/requests/X.xml",
            ] {
                let answer = try await visitor.get(path)
                #expect(answer[header: "ETag"] == nil)
                #expect(answer[header: "Cache-Control"] == "no-store")
            }
        }
    }

    @Test func `scripts of other sites may read what the headers say, of errors too`() async throws {
        try await TinyServer.with { visitor in
            for path in ["v2/requests.json", "v2/requests.xml?status=lost", "v2/lost.json", "bulk/requests.csv"] {
                let answer = try await visitor.get("/open311/\(path)")
                #expect(answer[header: "Access-Control-Allow-Origin"] == "*")
                let exposed = try #require(answer[header: "Access-Control-Expose-Headers"])
                for name in ["X-Total-Count", "Link", "ETag", "Retry-After", "page-TotalSize"] {
                    #expect(exposed.contains(name))
                }
            }
            let options = try await visitor.send(.options, "/open311/v2/requests.json")
            #expect(options[header: "Access-Control-Allow-Headers"]?.contains("If-None-Match") == true)
        }
    }
}
