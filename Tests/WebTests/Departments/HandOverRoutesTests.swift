import Foundation
import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

@Suite struct HandOverRoutesTests {
    /// A pothole claimed by works: the lease, the item, the request's id and the key.
    private func claimed(_ visitor: Visitor) async throws -> (lease: String, item: Int, id: String, key: String) {
        let id = try await visitor.submitted()
        let key = try await visitor.key("works")
        let (lease, items) = try await visitor.claim("works", key: key)
        return (try #require(lease), try #require(items.first), id, key)
    }

    @Test func `an offer is claimed, said to be one, and accepted; the public learns of the new owner then`()
        async throws
    {
        try await TinyServer.with { visitor in
            let (lease, item, id, key) = try await claimed(visitor)
            let body = #"""
                {"department":"parks","reason":"a tree","deadline_seconds":600,"items":[{"item_id":\#(item)}],
                "worker":"truck"}
                """#
            #expect(try await visitor.outcomes("leases/\(lease)/hand-over", body, key: key) == ["ok"])
            let record = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
            #expect(record?["agency_responsible"]?.text == "Public Works")
            // Before anybody of Parks has looked at it, and while somebody does.
            let waits = "It is with Public Works and waits to be taken on by Parks."
            #expect(try await visitor.page("/r/\(id)").words.contains(waits))
            let parks = try await visitor.key("parks")
            let (theirs, items) = try await visitor.claimed("parks", "{}", key: parks)
            let offer = try #require(items.first)
            #expect(offer["item_id"]?.integer == item)
            #expect(try await visitor.page("/r/\(id)").words.contains(waits))
            #expect(offer["queue"]?.text == "parks/1")
            #expect(offer["offered_by"]?.text == "works")
            #expect(offer["hops"]?.integer == 1)
            let end = try Date(try #require(offer["offer_expires_at"]?.text), strategy: .iso8601)
            #expect(abs(end.timeIntervalSince(try visitor.city.clock.now) - 600) < 60)
            let accept = #"{"items":[{"item_id":\#(item)}]}"#
            #expect(
                try await visitor.outcomes("leases/\(theirs ?? "")/accept", accept, key: parks) == ["ok"]
            )
            let now = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
            #expect(now?["agency_responsible"]?.text == "Parks")
            #expect(now?["service_notice"]?.text == "This is with Parks now.")
            let page = try await visitor.page("/r/\(id)").words
            #expect(page.contains("Public Works asked Parks to take it on."))
            #expect(page.contains("Parks took it on from Public Works."))
            // One's own items are no offers.
            _ = try await visitor.submitted()
            let (_, own) = try await visitor.claimed("works", "{}", key: key)
            #expect(own.first?["offered_by"] == .null)
            #expect(own.first?["offer_expires_at"] == .null)
            #expect(own.first?["hops"]?.integer == 0)
        }
    }

    @Test func `terms that cannot be are refused with what was expected and found, and nothing is written`()
        async throws
    {
        let cases = [
            (#""department":"works","reason":"r""#, "department: expected another department than your own"),
            (
                #""department":"nobody","reason":"r""#,
                "department: expected one of parks, police, triage, found “nobody”"
            ),
            (#""reason":"r""#, "expected department, the code of another department, found none"),
            (#""department":null,"reason":"r""#, "expected department"),
            (#""department":7,"reason":"r""#, "department: expected text"),
            (#""department":"parks""#, "expected reason, why it is handed over, found none"),
            (#""department":"parks","reason":"  ""#, "expected reason"),
            (
                #""department":"parks","reason":"r","queue":"works/W""#,
                "queue: expected a queue of parks (parks/…), found “works/W”"
            ),
            (#""department":"parks","reason":"r","queue":"parks/99""#, "queue: expected a queue of parks"),
            (
                #""department":"parks","reason":"r","deadline_seconds":0"#,
                "deadline_seconds: expected 1 to 2592000, found 0"
            ),
            (#""department":"parks","reason":"r","deadline_seconds":2592001"#, "expected 1 to 2592000, found 2592001"),
        ]
        try await TinyServer.with { visitor in
            let (lease, item, _, key) = try await claimed(visitor)
            _ = try await visitor.submitted()
            let (second, others) = try await visitor.claim("works", key: key)
            let accepted = try #require(others.first)
            let accept = #"{"items":[{"item_id":\#(accepted)}]}"#
            _ = try await visitor.outcomes("leases/\(second ?? "")/accept", accept, key: key)
            for (terms, says) in cases {
                let held = #"{\#(terms),"items":[{"item_id":\#(item)}]}"#
                for (path, body) in [
                    ("leases/\(lease)/hand-over", held), ("items/\(accepted)/hand-over", "{\(terms)}"),
                ] {
                    let answer = try await visitor.call(path, body, key: key)
                    #expect(answer.status == 400, "\(answer.text)")
                    let details = try answer.json["error"]?["details"]?.elements.compactMap(\.text) ?? []
                    #expect(details.count == 1)
                    #expect(details.first?.contains(says) == true, "\(details)")
                }
            }
            #expect(try await visitor.count("event WHERE kind IN ('offered', 'triaged', 'declined')") == 0)
            #expect(try await visitor.count("lease") == 1)
            #expect(try await visitor.count("accepted") == 1)
        }
    }

    @Test func `an accepted item goes to a queue that was named, once`() async throws {
        try await TinyServer.with { visitor in
            let (lease, item, _, key) = try await claimed(visitor)
            let accept = #"{"items":[{"item_id":\#(item)}]}"#
            #expect(try await visitor.outcomes("leases/\(lease)/accept", accept, key: key) == ["ok"])
            let body = #"{"department":"police","reason":"a crime","queue":"police"}"#
            let header = ["Idempotency-Key": "once"]
            let first = try await visitor.call("items/\(item)/hand-over", body, key: key, headers: header)
            #expect(first.text == #"{"results":[{"item_id":\#(item),"outcome":"ok"}]}"#)
            let again = try await visitor.call("items/\(item)/hand-over", body, key: key, headers: header)
            #expect(again.text == first.text)
            #expect(try await visitor.outcomes("items/\(item)/hand-over", body, key: key) == ["stale"])
            #expect(try await visitor.outcomes("items/999/hand-over", body, key: key) == ["unknown"])
            let police = try await visitor.key("police")
            let (_, items) = try await visitor.claimed("police", "{}", key: police)
            #expect(items.first?["queue"]?.text == "police")
            #expect(try await visitor.count("event WHERE kind = 'offered'") == 1)
        }
    }

    @Test func `declining sends an offer back, and only an offer`() async throws {
        try await TinyServer.with { visitor in
            let (lease, item, id, key) = try await claimed(visitor)
            let one = #"{"items":[{"item_id":\#(item)}],"reason":"no"}"#
            #expect(try await visitor.outcomes("leases/\(lease)/decline", one, key: key) == ["stale"])
            let body = #"{"department":"parks","reason":"a tree","items":[{"item_id":\#(item)},{"item_id":999}]}"#
            #expect(try await visitor.outcomes("leases/\(lease)/hand-over", body, key: key) == ["ok", "unknown"])
            let parks = try await visitor.key("parks")
            let (theirs, _) = try await visitor.claim("parks", key: parks)
            #expect(try await visitor.outcomes("leases/\(theirs ?? "")/decline", one, key: key) == ["stale"])
            #expect(try await visitor.outcomes("leases/\(theirs ?? "")/decline", one, key: parks) == ["ok"])
            #expect(try await visitor.outcomes("leases/\(theirs ?? "")/decline", one, key: parks) == ["stale"])
            #expect(try await visitor.claim("works", key: key).1 == [item])
            let kinds = try await visitor.city.history.lines(of: id).map(\.kind)
            #expect(kinds == ["submitted", "offered", "declined"])
            #expect(
                try await visitor.page("/r/\(id)").words.contains(
                    "Parks cannot take it on; it stays with Public Works."
                )
            )
        }
    }

    @Test func `a key without the scope may neither hand over nor decline`() async throws {
        try await TinyServer.with { visitor in
            let (lease, item, _, _) = try await claimed(visitor)
            let keys = APIKeys(pool: visitor.database.pool)
            let key = try await keys.create(department: "works", label: "test", in: try visitor.city.row).text
            try await visitor.database.pool.execute("UPDATE api_key SET scopes = '{read}'")
            let body = #"{"department":"parks","reason":"r","items":[{"item_id":\#(item)}]}"#
            for (path, scope) in [("hand-over", "move"), ("decline", "work")] {
                let answer = try await visitor.call("leases/\(lease)/\(path)", body, key: key)
                #expect(answer.status == 403)
                #expect(answer.text.contains("scope \(scope)"))
            }
        }
    }

    @Test func `the server itself takes back what nobody answers`() async throws {
        try await TinyServer.with(.live) { visitor in
            let (lease, item, id, key) = try await claimed(visitor)
            let body = #"{"department":"parks","reason":"r","deadline_seconds":600,"items":[{"item_id":\#(item)}]}"#
            #expect(try await visitor.outcomes("leases/\(lease)/hand-over", body, key: key) == ["ok"])
            let parks = try await visitor.key("parks")
            let (theirs, items) = try await visitor.claim("parks", key: parks)
            try #require(items == [item])
            // Only now is its time over, in one go: a sweep in between would find a deadline of an offer that goes on.
            try await visitor.database.pool.execute(
                """
                WITH passed AS (
                    UPDATE deadline SET at = at - interval '1 hour', about = about - interval '1 hour'
                     WHERE kind = 'offer'
                )
                UPDATE work_item SET offer_expires_at = offer_expires_at - interval '1 hour'
                 WHERE offered_to IS NOT NULL
                """
            )
            #expect(
                try await eventually {
                    try await visitor.city.history.lines(of: id).last?.kind == "offer_expired"
                }
            )
            let accept = #"{"items":[{"item_id":\#(item)}]}"#
            #expect(try await visitor.outcomes("leases/\(theirs ?? "")/accept", accept, key: parks) == ["stale"])
            // The claim may come between the sweep and the word of it that says the queue is not empty any more.
            #expect(try await eventually { try await visitor.claim("works", key: key).1 == [item] })
        }
    }
}
