import TestSupport
import Testing

@Suite struct StrictBodyTests {
    private static let lease = "leases/00000000-0000-4000-8000-000000000000"

    private static let cases: [(path: String, body: String, says: String)] = [
        ("queues/works/claims", #"{"limit":0}"#, "limit: expected 1 to 200, found 0"),
        ("queues/works/claims", #"{"limit":201}"#, "limit: expected 1 to 200, found 201"),
        ("queues/works/claims", #"{"limit":-1}"#, "limit: expected 1 to 200, found -1"),
        ("queues/works/claims", #"{"limit":1e9}"#, "limit"),
        ("queues/works/claims", #"{"limit":1e400}"#, ""),
        ("queues/works/claims", #"{"limit":"5"}"#, "limit: expected a whole number"),
        ("queues/works/claims", #"{"limit":1.5}"#, "limit: expected a whole number"),
        ("queues/works/claims", #"{"lease_seconds":3601}"#, "lease_seconds: expected 1 to 3600, found 3601"),
        ("queues/works/claims", #"{"wait_seconds":31}"#, "wait_seconds: expected 0 to 30, found 31"),
        (
            "queues/works/claims", #"{"limt":5}"#,
            "expected only limit, lease_seconds, wait_seconds, worker, found “limt”"
        ),
        (
            "queues/works/claims", #"{"worker":"\#(String(repeating: "w", count: 101))"}"#,
            "at most 100 characters, found 101"
        ),
        ("queues/works/claims", #"{"worker":"a\u0000b"}"#, "control character"),
        ("queues/works/claims", #"{"worker":"a\nb"}"#, "control character"),
        ("queues/works/claims", #"{"worker":"a\u202Eb"}"#, "worker: expected text, found a control character"),
        (
            "\(lease)/release", #"{"items":[{"item_id":1}],"reason":"a\u2066b"}"#,
            "reason: expected text, found a control"
        ),
        ("items/1/contact", #"{"reason":"r"}"#, "expected only worker, found “reason”"),
        ("items/1/note", #"{"text":"\u202Aa"}"#, "text: expected text, found a control character"),
        ("items/1/pause", #"{"reason":"a\u2069"}"#, "reason: expected text, found a control character"),
        ("queues/works/claims", #"{"worker":"\ud800"}"#, ""),
        ("queues/works/claims", #"[1]"#, "expected a JSON object"),
        ("queues/works/claims", #"{"limit":NaN}"#, "JSON object"),
        ("queues/works/claims", String(repeating: "[", count: 10_000), "JSON object"),
        ("queues/works/claims", "nonsense", "JSON object"),
        ("\(lease)/accept", "{}", "expected items"),
        ("\(lease)/accept", #"{"items":[]}"#, "items: expected 1 to 200 elements, found 0"),
        ("\(lease)/accept", #"{"items":[1]}"#, "items[0]: expected a JSON object"),
        (
            "\(lease)/accept", #"{"items":[{"item_id":1},{"item":2}]}"#,
            "items[1]: expected only item_id, reference, found “item”"
        ),
        ("\(lease)/accept", #"{"items":[{}]}"#, "items[0]: expected item_id"),
        ("\(lease)/accept", #"{"items":[{"item_id":0}]}"#, "items[0].item_id"),
        ("\(lease)/complete", #"{"items":[{"item_id":1}]}"#, "items[0]: expected outcome"),
        ("\(lease)/complete", #"{"items":[{"item_id":1,"outcome":"fixed"}]}"#, "expected one of done"),
        ("\(lease)/complete", #"{"items":[{"item_id":1,"outcome":"no_action"}]}"#, "items[0]: expected detail"),
        (
            "\(lease)/complete", #"{"items":[{"item_id":1,"outcome":"duplicate","detail":"NOSUCH"}]}"#,
            "service_request_id"
        ),
        ("\(lease)/complete", #"{"items":[{"item_id":1,"outcome":"done","detail":"x"}]}"#, "items[0].detail"),
        ("\(lease)/complete", #"{"items":[{"item_id":1,"outcome":"done","note":"a\u0000"}]}"#, "control character"),
        ("items/1/complete", "{}", "expected outcome"),
        ("\(lease)/renew", #"{"lease_seconds":0}"#, "lease_seconds"),
        ("\(lease)/release", #"{"items":[{"item_id":1,"reason":"x"}]}"#, "items[0]: expected only item_id"),
        ("\(lease)/decline", "{}", "expected items"),
        ("\(lease)/decline", #"{"items":[{"item_id":1}],"department":"parks"}"#, "expected only items, reason, worker"),
        ("\(lease)/hand-over", #"{"department":"parks","reason":"r"}"#, "expected items"),
        ("\(lease)/hand-over", #"{"department":"parks","reason":"r","items":[]}"#, "items: expected 1 to 200 elements"),
        ("items/1/hand-over", "{}", "expected reason"),
        ("items/1/hand-over", #"{"department":"parks","reason":"a\u0000"}"#, "reason: expected text, found a control"),
        ("items/1/hand-over", #"{"department":"parks","reason":"r","items":[]}"#, "found “items”"),
    ]

    @Test func `every malformed body is answered with what was expected, and does nothing`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            for bad in Self.cases {
                let answer = try await visitor.call(bad.path, bad.body, key: key)
                let about = "\(bad.path) \(bad.body.prefix(80)): \(answer.text)"
                #expect(answer.status == 400, "\(about)")
                let error = try #require(try answer.json["error"])
                let details = error["details"]?.elements.compactMap(\.text) ?? []
                #expect(!details.isEmpty, "\(about)")
                #expect(details.contains { $0.contains(bad.says) } || bad.says.isEmpty, "\(about)")
            }
            #expect(try await visitor.count("lease") == 0)
        }
    }

    @Test func `all problems of a body are told at once`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let answer = try await visitor.call(
                "queues/works/claims",
                #"{"limit":0,"wait_seconds":99,"x":1}"#,
                key: key
            )
            #expect(try answer.json["error"]?["details"]?.elements.count == 3)
        }
    }

    @Test func `a body that is not said to be JSON, a lease and an item that are none`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let form = ["Content-Type": "application/x-www-form-urlencoded"]
            let answer = try await visitor.call("queues/works/claims", "limit=1", key: key, headers: form)
            #expect(answer.status == 415)
            #expect(try await visitor.call("leases/nonsense/accept", "{}", key: key).status == 404)
            #expect(try await visitor.call("items/nonsense/complete", "{}", key: key).status == 404)
            #expect(try await visitor.call("items/99999999999999999999/complete", "{}", key: key).status == 404)
            #expect(try await visitor.call("queues/works/claims", "", key: key).status == 200)
        }
    }
}
