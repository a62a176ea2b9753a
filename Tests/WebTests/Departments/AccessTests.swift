import HTTPTypes
import Store
import TestSupport
import Testing
import Web

@Suite struct AccessTests {
    @Test func `without a key, with a broken one or another city's, there is no way in`() async throws {
        try await TinyServer.with { visitor in
            let unknown = "d311_00000000_" + String(repeating: "0", count: 52)
            for header in [nil, "Bearer", "Bearer nonsense", "Basic abc", "Bearer \(unknown)"] {
                let headers = header.map { ["Authorization": $0] } ?? [:]
                for path in ["/api/v1/queues", "/api/v1/route"] {
                    let answer = try await visitor.get(path, headers: headers)
                    #expect(answer.status == 401)
                    #expect(answer[header: "WWW-Authenticate"]?.hasPrefix("Bearer realm=") == true)
                    #expect(try answer.json["error"]?.names == ["code", "message", "details"])
                }
                let post = try await visitor.send(.post, "/api/v1/queues/works/claims", headers: headers, body: "{}")
                #expect(post.status == 401)
            }
        }
    }

    @Test func `a department has its own queues only`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let key = try await visitor.key("police")
            let expectations = [
                ("works", 403), ("works/W", 403), ("atlantis", 404), ("police", 200), ("police/1", 200),
                ("police/9", 404), ("police/%00", 404),
            ]
            for (queue, status) in expectations {
                let answer = try await visitor.call("queues/\(queue)/claims", key: key)
                #expect(answer.status == status, "\(queue): \(answer.text)")
                if status != 200 { #expect(try answer.json["error"]?["message"]?.text?.isEmpty == false) }
            }
            #expect(try await visitor.count("lease") == 0)
            let counts = try await visitor.get("/api/v1/queues", headers: ["Authorization": "Bearer \(key)"])
            #expect(counts.text == #"{"queues":[]}"#)
        }
    }

    @Test func `a revoked key stops working when its memory is over`() async throws {
        try await TinyServer.with(change: { $0.limits.keyMemory = .milliseconds(200) }) { visitor in
            let key = try await visitor.key("works")
            #expect(try await visitor.call("queues/works/claims", key: key).status == 200)
            let prefix = try #require(APIKeyText(key)?.prefix)
            #expect(try await APIKeys(pool: visitor.database.pool).revoke(prefix: prefix, in: visitor.city.row))
            #expect(try await eventually { try await visitor.call("queues/works/claims", key: key).status == 401 })
        }
    }
}
