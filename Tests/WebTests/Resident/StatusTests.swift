import Postgres
import ServiceRequests
import TestSupport
import Testing

@Suite struct StatusTests {
    @Test func `right after sending the page says what to know, and a reload later just what became of it`()
        async throws
    {
        try await TinyServer.with { visitor in
            let (id, key) = try await visitor.link(sending: try await visitor.draft())
            let grouped = try #require(ServiceRequest.ID(id)).grouped
            let new = try await visitor.page("/r/\(id)?key=\(key)&new=1")
            #expect(new.status == 200)
            for text in [
                "Your report was sent", grouped, "/r/\(id)?key=\(key)", "Your private link", "only to people you trust",
                "should be done by", "telephone 555-0101",
            ] {
                #expect(new.words.contains(text), "\(text)")
            }
            #expect(new[header: "Referrer-Policy"] == "no-referrer")
            let public_ = try await visitor.page("/r/\(id)?new=1")
            #expect(public_.words.contains("Keep this page&#39;s address") && !public_.words.contains("private link"))
            #expect(public_[header: "Referrer-Policy"] == "same-origin")
            let wrong = try await visitor.page("/r/\(id)?key=\(key.dropLast())")
            #expect(wrong.words.contains("what everybody may see") && !wrong.text.contains("Your private link"))
            #expect(wrong[header: "Referrer-Policy"] == "no-referrer")
            let later = try await visitor.page("/r/\(id)")
            #expect(!later.words.contains("Your report was sent"))
            for text in [
                grouped, "Pothole", "Open", "It is in the queue of Public Works.", "In First Precinct, West", "Deep.",
                "The report came in. It went to Public Works.",
            ] {
                #expect(later.words.contains(text), "\(text)")
            }
            #expect(later.text.contains("<img src=\"/map.svg?"))
            #expect(!later.words.contains("works/W"))
        }
    }

    @Test func `the key is in no line of the log`() async throws {
        let recorder = LogRecorder()
        try await TinyServer.with(logger: recorder.logger) { visitor in
            let (id, key) = try await visitor.link(sending: try await visitor.draft())
            for path in ["/r/\(id)?key=\(key)", "/r/\(id)?key=\(key)&new=1", "/r/\(id)/nothing?key=\(key)"] {
                _ = try await visitor.page(path)
            }
            _ = try await visitor.post("/r/\(id)/still-there?key=\(key)", ["reason": "x"])
            #expect(recorder.lines.contains { $0.contains("/r/{service_request_id}") })
            #expect(!recorder.lines.contains { $0.contains(key) })
        }
    }

    @Test func `the page follows the work to its outcome in words`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let key = try await visitor.key("works")
            func words() async throws -> String { try await visitor.page("/r/\(id)").words }
            let (lease, items) = try await visitor.claim("works", key: key)
            let item = try #require(items.first)
            #expect(try await words().contains("Public Works: a crew is looking at it."))
            let release = "leases/\(try #require(lease))/release"
            _ = try await visitor.outcomes(release, "{\"items\":[{\"item_id\":\(item)}]}", key: key)
            #expect(try await words().contains("It is back in the queue of Public Works."))
            let again = try #require(try await visitor.claim("works", key: key).0)
            _ = try await visitor.outcomes("leases/\(again)/accept", "{\"items\":[{\"item_id\":\(item)}]}", key: key)
            #expect(try await words().contains("Public Works took it on and is working on it."))
            let done = try await visitor.call(
                "items/\(item)/complete",
                #"{"outcome":"no_action","reason":"It is private <land>","note":"Please ask the owner."}"#,
                key: key
            )
            #expect(done.status == 200, "\(done.text)")
            let page = try await visitor.page("/r/\(id)")
            for text in [
                "Closed", "Public Works took no action: It is private &lt;land&gt;.", "Please ask the owner.",
                "The report was closed.",
            ] {
                #expect(page.words.contains(text), "\(text)")
            }
            // Above, and at the one line of the history that it belongs to.
            #expect(page.words.split(separator: "Please ask the owner.", omittingEmptySubsequences: false).count == 3)
        }
    }

    @Test func `a private request shows its progress but neither place nor words`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft([
                "service_code": "person-in-need", "lat": "10.01", "long": "20.005",
                "address_string": "Under the bridge",
                "description": "He is cold.",
            ])
            #expect(try await visitor.page("/report/check?draft=\(draft)").words.contains("is private"))
            let id = try await visitor.sent(draft)
            for query in ["", "?new=1"] {
                let page = try await visitor.page("/r/\(id)\(query)")
                #expect(page.words.contains("It is in the queue of Police.") || page.words.contains("the Police"))
                for text in ["bridge", "cold", "West", "First Precinct", "map.svg", "20.005"] {
                    #expect(!page.text.contains(text), "\(text)")
                }
            }
        }
    }

    @Test func `a duplicate names its original only while that is public`() async throws {
        try await TinyServer.with { visitor in
            let original = try await visitor.submitted([
                "service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Noon",
            ])
            let id = try await visitor.submitted()
            let grouped = try #require(ServiceRequest.ID(original)).grouped
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            let body =
                #"{"items":[{"item_id":\#(try #require(items.first)),"outcome":"duplicate","detail":"\#(original)"}]}"#
            #expect(try await visitor.outcomes("leases/\(lease ?? "")/complete", body, key: key) == ["ok"])
            let apps = ["/open311/v2/requests/\(id).json", "/open311/v2/requests.json?service_request_id=\(id)"]
            let page = try await visitor.page("/r/\(id)")
            #expect(page.text.contains("href=\"/r/\(original)\"") && page.words.contains(grouped))
            for path in apps { #expect(try await visitor.get(path).text.contains("request \(original).")) }
            try await visitor.database.pool.execute(
                "UPDATE service_request SET is_private = true WHERE service_code = 'noise'"
            )
            let later = try await visitor.page("/r/\(id)")
            #expect(later.words.contains("Public Works found that it was reported before."))
            for text in [original, grouped] { #expect(!later.text.contains(text)) }
            #expect(!later.words.contains("This was reported before."))
            for path in apps {
                let answer = try await visitor.get(path)
                #expect(!answer.text.contains(original))
                #expect(try answer.json[0]?["status_notes"]?.text == "This was reported before.")
            }
        }
    }

    @Test func `contact details are nowhere on the page`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["first_name"] = "Adalovelace"
            form["email"] = "ada@secret.example"
            form["phone"] = "555-9876"
            let id = try await visitor.sent(try await visitor.draft(form))
            let page = try await visitor.page("/r/\(id)?new=1")
            for text in ["Adalovelace", "ada@secret.example", "555-9876"] { #expect(!page.text.contains(text)) }
        }
    }

    @Test func `a reference is forgiven its spelling, and an unknown one gets the form`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let grouped = try #require(ServiceRequest.ID(id)).grouped.lowercased()
            let redirected = try await visitor.page("/r/\(grouped)?new=1")
            #expect(redirected.status == 303)
            #expect(redirected[header: "Location"] == "/r/\(id)?new=1")
            #expect(try await visitor.page("/follow?reference=+\(grouped)+")[header: "Location"] == "/r/\(id)")
            #expect(try await visitor.page("/follow").status == 200)
            for path in ["/r/000000000", "/r/nonsense%3Cb%3E", "/follow?reference=%3Cb%3E"] {
                let page = try await visitor.page(path)
                #expect(page.status == 404)
                #expect(page.text.contains("action=\"/follow\"") && !page.text.contains("<b>"))
            }
        }
    }
}
