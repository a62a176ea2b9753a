import Postgres
import Store
import TestSupport
import Testing
import Web

@Suite struct IdempotentCallTests {
    @Test func `a claim sent again under its key is given the same lease, byte for byte`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<3 { _ = try await visitor.submitted() }
            let key = try await visitor.key("works")
            let once = ["Idempotency-Key": "claim-1"]
            let first = try await visitor.call("queues/works/claims", #"{"limit":2}"#, key: key, headers: once)
            let again = try await visitor.call("queues/works/claims", #"{"limit":2}"#, key: key, headers: once)
            #expect(first.status == 200)
            #expect(again.text == first.text)
            #expect(again[header: "Idempotent-Replayed"] == "true")
            #expect(first[header: "Idempotent-Replayed"] == nil)
            #expect(try await visitor.count("lease") == 1)
            #expect(try await visitor.count("ready") == 1)
            let other = try await visitor.call("queues/works/claims", #"{"limit":3}"#, key: key, headers: once)
            #expect(other.status == 422)
            let elsewhere = try await visitor.call("queues/works/W/claims", #"{"limit":2}"#, key: key, headers: once)
            #expect(elsewhere.status == 422)
        }
    }

    @Test func `a call sent again with the key that replaced its own is given the same answer`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let old = try await visitor.key("works")
            let once = ["Idempotency-Key": "claim-1"]
            let first = try await visitor.call("queues/works/claims", "{}", key: old, headers: once)
            var key = old
            for _ in 0..<2 {
                let keys = APIKeys(pool: visitor.database.pool)
                let prefix = try #require(APIKeyText(key)?.prefix)
                let rotation = try await keys.rotate(prefix: prefix, overlap: .zero, in: visitor.city.row)
                guard case .rotated(let new, _, _) = rotation else { throw Missing(what: "a rotated key") }
                key = new.text
                let again = try await visitor.call("queues/works/claims", "{}", key: key, headers: once)
                #expect(again[header: "Idempotent-Replayed"] == "true")
                #expect(again.text == first.text)
            }
            let stranger = try await visitor.key("works")
            let other = try await visitor.call("queues/works/claims", "{}", key: stranger, headers: once)
            #expect(other[header: "Idempotent-Replayed"] == nil)
        }
    }

    @Test func `parallel twins of a claim take their items once`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<3 { _ = try await visitor.submitted() }
            let key = try await visitor.key("works")
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await visitor.call(
                            "queues/works/claims",
                            #"{"limit":3}"#,
                            key: key,
                            headers: ["Idempotency-Key": "twins"]
                        )
                    }
                }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 200 || $0.status == 409 })
            #expect(Set(answers.filter { $0.status == 200 }.map(\.text)).count == 1)
            #expect(try await visitor.count("lease") == 1)
        }
    }

    @Test func `a call whose twin is still under way is told to ask again`() async throws {
        try await TinyServer.with(change: { $0.limits.twinWait = .milliseconds(200) }) { visitor in
            _ = try await visitor.submitted()
            let key = try await visitor.key("works")
            let prefix = try #require(APIKeyText(key)?.prefix)
            let once = ["Idempotency-Key": "busy"]
            // The twin, as another process would be doing it: its transaction holds the key.
            let twin = try await PostgresConnection.open(visitor.database.configuration)
            try await Self.run(
                """
                BEGIN;
                INSERT INTO idempotency (jurisdiction, client, key, fingerprint)
                SELECT jurisdiction, '\(prefix)', 'busy', sha256('other') FROM jurisdiction
                """,
                on: twin
            )
            let early = try await visitor.call("queues/works/claims", key: key, headers: once)
            #expect(early.status == 409)
            #expect(early[header: "Retry-After"] == "1")
            #expect(try early.json["error"]?["code"]?.text == "in_flight")
            try await Self.run("ROLLBACK", on: twin)
            await twin.close()
            let later = try await visitor.call("queues/works/claims", key: key, headers: once)
            #expect(later.status == 200)
            #expect(try await visitor.count("lease") == 1)
        }
    }

    private static func run(_ text: String, on connection: isolated PostgresConnection) async throws {
        try connection.script(text)
    }

    @Test func `a claim that found nothing keeps no key`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let once = ["Idempotency-Key": "k"]
            let empty = try await visitor.call("queues/works/claims", key: key, headers: once)
            #expect(empty.text.contains(#""lease_id":null"#))
            _ = try await visitor.submitted()
            let found = try await visitor.call("queues/works/claims", key: key, headers: once)
            #expect(found[header: "Idempotent-Replayed"] == nil)
            #expect(try await visitor.count("lease") == 1)
        }
    }

    @Test func `two keys of a department never share a call`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<2 { _ = try await visitor.submitted() }
            let once = ["Idempotency-Key": "same"]
            for label in ["a", "b"] {
                let key = try await visitor.key("works", label: label)
                let answer = try await visitor.call("queues/works/claims", key: key, headers: once)
                #expect(answer[header: "Idempotent-Replayed"] == nil)
            }
            #expect(try await visitor.count("lease") == 2)
        }
    }

    @Test func `a call that was refused gives its key back`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let once = ["Idempotency-Key": "k"]
            let bad = try await visitor.call("queues/works/claims", #"{"limit":0}"#, key: key, headers: once)
            #expect(bad.status == 400)
            let good = try await visitor.call("queues/works/claims", #"{"limit":1}"#, key: key, headers: once)
            #expect(good.status == 200)
        }
    }
}
