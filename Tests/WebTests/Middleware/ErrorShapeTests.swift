import HTTPTypes
import Postgres
import TestSupport
import Testing

@Suite struct ErrorShapeTests {
    @Test(arguments: ["services.json", "services/pothole.json", "requests/X.json"])
    func `a method an address does not have is 405 and says which it has`(path: String) async throws {
        try await TinyServer.with { visitor in
            for method in [HTTPRequest.Method.post, .put, .delete, .patch] {
                let answer = try await visitor.send(method, "/open311/v2/\(path)")
                #expect(answer.status == 405)
                #expect(answer[header: "Allow"] == "GET, HEAD, OPTIONS")
                #expect(try answer.codes == ["405"])
            }
        }
    }

    @Test func `each API answers in its own shape`() async throws {
        try await TinyServer.with { visitor in
            let lost = try await visitor.get("/open311/v2/lost.json")
            #expect(try lost.codes == ["404"])
            let api = try await visitor.get("/api/v1/lost")
            #expect(api.status == 404)
            #expect(try api.json["error"]?["code"]?.text == "not_found")
            let claims = try await visitor.get("/api/v1/queues/works/claims")
            #expect(claims.status == 405)
            #expect(claims[header: "Allow"] == "POST")
            #expect(try claims.json["error"]?["code"]?.text == "method_not_allowed")
            let page = try await visitor.get("/lost")
            #expect(page.status == 404)
            #expect(page[header: "Content-Type"] == "text/plain; charset=utf-8")
            #expect(try await visitor.send(.head, "/lost").text.isEmpty)
            #expect(try await visitor.send(.head, "/open311/v2/services.json").status == 200)
        }
    }

    @Test func `a body above the limit is 413 in the API's own shape`() async throws {
        try await TinyServer.with { visitor in
            let large = String(repeating: "x", count: (1 << 20) + 1)
            let report = try await visitor.submit(raw: large)
            #expect(report.status == 413)
            #expect(try report.codes == ["413"])
            #expect(report[header: "Connection"] == "close")
            let key = try await visitor.key("works")
            let call = try await visitor.call("queues/works/claims", large, key: key)
            #expect(call.status == 413)
            #expect(try call.json["error"]?["code"]?.text == "too_large")
            #expect(try await visitor.isEmpty())
        }
    }

    @Test func `a database that fails is 500 without a word of it, and on record without a row of it`() async throws {
        let recorder = LogRecorder()
        try await TinyServer.with(logger: recorder.logger) { visitor in
            try await visitor.database.pool.execute("ALTER TABLE service_request DROP COLUMN device_id")
            var form = Visitor.pothole
            form["email"] = "somebody@example.org"
            let answer = try await visitor.submit(form)
            #expect(answer.status == 500)
            #expect(try answer.codes == ["500"])
            for word in ["column", "device_id", "SQL", "INSERT"] { #expect(!answer.text.contains(word)) }
            let line = try #require(recorder.lines.first { $0.contains("A request failed") })
            #expect(line.hasPrefix("error"))
            #expect(line.contains("42703"))
            #expect(!recorder.lines.contains { $0.contains("somebody@example.org") })
        }
    }

    @Test func `every answer has its headers`() async throws {
        try await TinyServer.with { visitor in
            for path in ["/", "/open311/v2/services.json", "/api/v1/queues", "/lost", "/livez"] {
                let answer = try await visitor.get(path)
                #expect(answer[header: "X-Content-Type-Options"] == "nosniff")
                // What has a tag may be kept, and asked for again.
                let isTagged = answer[header: "ETag"] != nil
                #expect(isTagged == path.hasPrefix("/open311/"))
                #expect(answer[header: "Cache-Control"] == (isTagged ? "no-cache" : "no-store"))
                #expect(answer[header: "Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
                #expect(answer[header: "X-Request-Id"]?.isEmpty == false)
                let isShared = path.hasPrefix("/open311/")
                #expect(answer[header: "Access-Control-Allow-Origin"] == (isShared ? "*" : nil))
            }
            #expect(try await visitor.submit()[header: "Access-Control-Allow-Origin"] == nil)
            let options = try await visitor.send(.options, Visitor.requests)
            #expect(options.status == 204)
            #expect(options[header: "Access-Control-Allow-Origin"] == "*")
            #expect(options[header: "Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS")
            #expect(options[header: "Allow"] == "GET, HEAD, OPTIONS, POST")
        }
    }

    @Test func `the log names the route and never the key, the query or the place`() async throws {
        let recorder = LogRecorder()
        try await TinyServer.with(logger: recorder.logger) { visitor in
            let key = try await visitor.key("works")
            var form = Visitor.pothole
            form["api_key"] = "sesame-form"
            _ = try await visitor.submit(form, query: "?api_key=sesame-query")
            _ = try await visitor.submit(headers: ["X-Api-Key": "sesame-header"])
            _ = try await visitor.get("/open311/v2/services.json?lat=10.01&long=20.005&api_key=sesame-get")
            _ = try await visitor.get("/lost/sesame-path")
            _ = try await visitor.call("queues/works/claims", key: key)
            let lines = recorder.lines
            let route = "/open311/v2/services.json"
            #expect(lines.contains { $0.contains("Answered a request") && $0.contains(route) })
            #expect(lines.contains { $0.contains("queues/{department}/claims") })
            for secret in ["sesame", "20.005", key] {
                #expect(!lines.contains { $0.contains(secret) }, "\(secret) is in the log")
            }
        }
    }
}
