import HummingbirdTesting
import Store
import TestSupport
import Testing

@Suite struct ContactRouteTests {
    private static let person = [
        "first_name": "Ann", "last_name": "Lopez", "email": "ann@example.org", "phone": "555 0199",
    ]
    private static let answer = #"{"name":"Ann Lopez","email":"ann@example.org","phone":"555 0199"}"#

    /// An item of Public Works, claimed.
    private func claimed(_ visitor: Visitor, _ person: [String: String], key: String) async throws -> (Int, String) {
        _ = try await visitor.submitted(Visitor.pothole.merging(person) { $1 })
        let (lease, items) = try await visitor.claim("works", key: key)
        return (try #require(items.first), try #require(lease))
    }

    @Test func `a department's system is told the contact details, and the history which worker asked`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let (item, _) = try await claimed(visitor, Self.person, key: key)
            let answer = try await visitor.call("items/\(item)/contact", #"{"worker":"crew 7"}"#, key: key)
            #expect(answer.status == 200 && answer.text == Self.answer)
            #expect(answer[header: "Cache-Control"] == "no-store")
            #expect(try await visitor.count("event WHERE kind = 'contact_seen' AND actor = 'works/crew 7'") == 1)
            let reading = ["Authorization": "Bearer \(key)"]
            // Other transactions of the server may still be running, of which changes keep behind.
            let isTold = try await eventually {
                try await visitor.get("/api/v1/changes", headers: reading).text.contains("contact_seen")
            }
            #expect(isTold)
            let changes = try await visitor.get("/api/v1/changes", headers: reading).text
            for word in ["Ann", "Lopez", "ann@", "0199"] { #expect(!changes.contains(word), "\(word)") }
        }
    }

    @Test func `what was not given is null, and no look`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let (item, _) = try await claimed(visitor, [:], key: key)
            for _ in 0..<2 {
                let answer = try await visitor.call(
                    "items/\(item)/contact",
                    key: key,
                    headers: ["Idempotency-Key": "none-1"]
                )
                #expect(answer.status == 200 && answer.text == #"{"name":null,"email":null,"phone":null}"#)
            }
            #expect(try await visitor.count("event WHERE kind = 'contact_seen'") == 0)
            let (other, _) = try await claimed(visitor, ["phone": "555 0199"], key: key)
            let answer = try await visitor.call("items/\(other)/contact", key: key)
            #expect(answer.text == #"{"name":null,"email":null,"phone":"555 0199"}"#)
        }
    }

    @Test func `a call sent again under its key is answered the same without another line, while the item is open`()
        async throws
    {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let (item, lease) = try await claimed(visitor, Self.person, key: key)
            let once = ["Idempotency-Key": "look-1"]
            for count in 0..<3 {
                let answer = try await visitor.call("items/\(item)/contact", key: key, headers: once)
                #expect(answer.status == 200 && answer.text == Self.answer)
                #expect(answer[header: "Idempotent-Replayed"] == (count == 0 ? nil : "true"))
            }
            #expect(try await visitor.count("event WHERE kind = 'contact_seen'") == 1)
            #expect(try await visitor.count("idempotency WHERE answer ~ 'Lopez|ann|0199'") == 0)
            let other = try await visitor.call("items/\(item)/contact", #"{"worker":"b"}"#, key: key, headers: once)
            #expect(other.status == 422)
            #expect(try await visitor.call("items/\(item)/contact", key: key).text == Self.answer)
            #expect(try await visitor.count("event WHERE kind = 'contact_seen'") == 2)
            let done = #"{"items":[{"item_id":\#(item),"outcome":"done"}]}"#
            #expect(try await visitor.outcomes("leases/\(lease)/complete", done, key: key) == ["ok"])
            for headers in [once, [:]] {
                let late = try await visitor.call("items/\(item)/contact", key: key, headers: headers)
                #expect(late.status == 409 && late.text.contains("already_closed"))
                #expect(!late.text.contains("Lopez"))
            }
        }
    }
}
