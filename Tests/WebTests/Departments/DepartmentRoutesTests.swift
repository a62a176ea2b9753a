import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

@Suite struct DepartmentRoutesTests {
    @Test func `a claim gives what a worker needs to start`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["attribute[depth]"] = "Deep"
            form["address_string"] = "Main Street 1"
            let id = try await visitor.submitted(form)
            let key = try await visitor.key("works")
            let answer = try await visitor.call("queues/works/W/claims", #"{"limit":5,"lease_seconds":60}"#, key: key)
            #expect(answer.status == 200)
            let claim = try answer.json
            #expect(claim.names == ["lease_id", "expires_at", "items"])
            let item = try #require(claim["items"]?[0])
            #expect(
                item.names == [
                    "item_id", "attempt", "priority", "queue", "leg", "service_request_id", "service_code", "lat",
                    "long", "address", "description", "requested_datetime", "due_datetime", "hops", "offered_by",
                    "offer_expires_at", "channel", "attributes",
                ]
            )
            #expect(item["service_request_id"]?.text == id)
            #expect(item["priority"]?.integer == 1)
            #expect(item["attempt"]?.integer == 1)
            #expect(item["queue"]?.text == "works/W")
            #expect(item["channel"]?.text == "api")
            #expect(item["address"]?.text == "Main Street 1")
            #expect(item["attributes"]?["depth"]?[0]?.text == "deep")
        }
    }

    @Test func `nothing waiting is a lease of null`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let answer = try await visitor.call("queues/works/claims", key: key)
            #expect(answer.text == #"{"lease_id":null,"expires_at":null,"items":[]}"#)
        }
    }

    @Test func `accept, complete and the request is closed with the department's words`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            let item = try #require(items.first)
            let body = #"{"items":[{"item_id":\#(item),"reference":"W-1"}],"worker":"crew 7"}"#
            #expect(try await visitor.outcomes("leases/\(lease ?? "")/accept", body, key: key) == ["ok"])
            let queues = try await visitor.get("/api/v1/queues", headers: ["Authorization": "Bearer \(key)"])
            #expect(try queues.json["queues"]?[0]?["accepted"]?.integer == 1)
            #expect(try queues.json["queues"]?[0]?["queue"]?.text == "works/W")
            let done = #"{"outcome":"done","note":"Filled."}"#
            #expect(try await visitor.outcomes("items/\(item)/complete", done, key: key) == ["ok"])
            #expect(try await visitor.outcomes("items/\(item)/complete", done, key: key) == ["stale"])
            let record = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
            #expect(record?["status"]?.text == "closed")
            #expect(record?["status_notes"]?.text == "Filled.")
            let history = try await visitor.city.history.lines(of: id)
            #expect(history.map(\.kind) == ["submitted", "accepted", "completed", "closed"])
            #expect(history[1].actor == "works/crew 7")
        }
    }

    @Test func `every outcome can be told, and its detail is kept`() async throws {
        try await TinyServer.with { visitor in
            let original = try await visitor.submitted()
            for _ in 0..<4 { _ = try await visitor.submitted() }
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            try #require(items.count == 5)
            let body = #"""
                {"items":[{"item_id":\#(items[0]),"outcome":"done"},{"item_id":\#(items[1]),"outcome":"not_found"},
                {"item_id":\#(items[2]),"outcome":"no_action","reason":"private road"},
                {"item_id":\#(items[3]),"outcome":"duplicate","detail":"\#(original.lowercased())"},
                {"item_id":\#(items[4]),"outcome":"handed_on","detail":"the railway"}]}
                """#
            let outcomes = try await visitor.outcomes("leases/\(lease ?? "")/complete", body, key: key)
            #expect(outcomes == ["ok", "ok", "ok", "ok", "ok"])
            let kept = try await visitor.database.pool.query(
                "SELECT outcome || coalesce(': ' || outcome_detail, '') FROM work_item ORDER BY item"
            ) { row in try row.decode(String.self) }
            #expect(
                kept == [
                    "done", "not_found", "no_action: private road", "duplicate: \(original)", "handed_on: the railway",
                ]
            )
        }
    }

    @Test func `an original that is none is refused, and nothing of the call is done`() async throws {
        try await TinyServer.with { visitor in
            let own = try await visitor.submitted()
            _ = try await visitor.submitted()
            let hidden = try await visitor.submitted([
                "service_code": "person-in-need", "lat": "10.01", "long": "20.005",
            ])
            let never = try #require(try visitor.city.row.cipher.id(for: 999_999)).text
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            try #require(items.count == 2)
            let complete = "leases/\(lease ?? "")/complete"
            let accept = #"{"items":[{"item_id":\#(items[0])}]}"#
            func check(_ path: String, _ body: String, _ place: String, _ original: String) async throws {
                let answer = try await visitor.call(path, body, key: key)
                #expect(answer.status == 400, "\(answer.text)")
                #expect(
                    try answer.json["error"]?["details"]?[0]?.text
                        == "\(place): expected the service_request_id of another service request that your department"
                        + " may read and that is no duplicate of this one, found “\(original)”"
                )
            }
            for original in [own, hidden, never] {
                let body = #"""
                    {"items":[{"item_id":\#(items[1]),"outcome":"done"},
                    {"item_id":\#(items[0]),"outcome":"duplicate","detail":"\#(original)"}]}
                    """#
                try await check(complete, body, "items[1].detail", original)
            }
            #expect(try await visitor.outcomes("leases/\(lease ?? "")/accept", accept, key: key) == ["ok"])
            for original in [own, hidden, never] {
                let body = #"{"outcome":"duplicate","detail":"\#(original)"}"#
                try await check("items/\(items[0])/complete", body, "detail", original)
            }
            #expect(try await visitor.count("work_item WHERE status = 'closed'") == 0)
            #expect(try await visitor.count("event WHERE kind = 'completed'") == 0)
        }
    }

    @Test func `a call whose original turned private since is still answered as it was`() async throws {
        try await TinyServer.with { visitor in
            let original = try await visitor.submitted([
                "service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Noon",
            ])
            _ = try await visitor.submitted()
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            let body =
                #"{"items":[{"item_id":\#(try #require(items.first)),"outcome":"duplicate","detail":"\#(original)"}]}"#
            let path = "leases/\(lease ?? "")/complete"
            let header = ["Idempotency-Key": "once"]
            let first = try await visitor.call(path, body, key: key, headers: header)
            #expect(first.status == 200)
            try await visitor.database.pool.execute(
                "UPDATE service_request SET is_private = true WHERE service_code = 'noise'"
            )
            let again = try await visitor.call(path, body, key: key, headers: header)
            #expect(again.text == first.text)
            #expect(again[header: "Idempotent-Replayed"] == "true")
            #expect(try await visitor.call(path, body, key: key).status == 400)
        }
    }

    @Test func `released items come back first with one attempt more`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<2 { _ = try await visitor.submitted() }
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", #"{"limit":1}"#, key: key)
            let body = #"{"items":[{"item_id":\#(items[0])}],"reason":"no truck"}"#
            #expect(try await visitor.outcomes("leases/\(lease ?? "")/release", body, key: key) == ["ok"])
            let again = try await visitor.call("queues/works/claims", #"{"limit":1}"#, key: key).json["items"]?[0]
            #expect(again?["item_id"]?.integer == items[0])
            #expect(again?["attempt"]?.integer == 2)
        }
    }

    @Test func `a lease that runs as long as there is is given no more time, and says so`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            let path = "leases/\(lease ?? "")/renew"
            let longest = try await visitor.call(path, #"{"lease_seconds":3600}"#, key: key)
            #expect(try longest.json["items"]?.elements.compactMap(\.integer) == items)
            for _ in 0..<2 {
                let refused = try await visitor.call(path, #"{"lease_seconds":60}"#, key: key)
                #expect(refused.status == 409)
                #expect(try refused.json["error"]?["code"]?.text == "lease_capped")
                #expect(try refused.json["error"]?["message"]?.text?.contains("3600 seconds") == true)
            }
            let words = #"{"items":[{"item_id":\#(items[0])}]}"#
            #expect(try await visitor.outcomes("leases/\(lease ?? "")/accept", words, key: key) == ["ok"])
        }
    }

    @Test func `a renewal tells what is still held, and of a lease that is gone nothing`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<2 { _ = try await visitor.submitted() }
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            let one = #"{"items":[{"item_id":\#(items[0]),"outcome":"done"}]}"#
            #expect(try await visitor.outcomes("leases/\(lease ?? "")/complete", one, key: key) == ["ok"])
            let renewed = try await visitor.call("leases/\(lease ?? "")/renew", #"{"lease_seconds":600}"#, key: key)
            #expect(try renewed.json["items"]?.elements.compactMap(\.integer) == [items[1]])
            #expect(try renewed.json["expires_at"]?.text != nil)
            let gone = try await visitor.call("leases/00000000-0000-4000-8000-000000000000/renew", key: key)
            #expect(gone.text == #"{"expires_at":null,"items":[]}"#)
        }
    }

    @Test func `a cancelled item, a foreign lease and items that never were answer so, one by one`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<2 { _ = try await visitor.submitted() }
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            try await visitor.database.pool.execute(
                "UPDATE work_item SET status = 'cancelled', closed_at = now() WHERE item = \(Int64(items[0]))"
            )
            let other = try await visitor.key("police")
            let body =
                #"{"items":[{"item_id":\#(items[0]),"outcome":"done"},{"item_id":\#(items[1]),"outcome":"done"},{"item_id":999999,"outcome":"done"}]}"#
            let foreign = try await visitor.outcomes("leases/\(lease ?? "")/complete", body, key: other)
            #expect(foreign == ["stale", "stale", "unknown"])
            let own = try await visitor.outcomes("leases/\(lease ?? "")/complete", body, key: key)
            #expect(own == ["cancelled", "ok", "unknown"])
        }
    }

    @Test func `an expired lease answers stale, and its items are done by another, once`() async throws {
        try await TinyServer.with(.ahc(.http)) { visitor in
            let id = try await visitor.submitted()
            let key = try await visitor.key("works")
            let (late, items) = try await visitor.claim("works", #"{"limit":1,"lease_seconds":1}"#, key: key)
            // The rescuer brings it back; the second worker waits for it.
            let waiting = #"{"limit":1,"wait_seconds":30}"#
            let (lease, again) = try await visitor.claim("works", waiting, key: key)
            #expect(again == items)
            #expect(lease != late)
            let body = #"{"items":[{"item_id":\#(items[0])}]}"#
            #expect(try await visitor.outcomes("leases/\(late ?? "")/accept", body, key: key) == ["stale"])
            let done = #"{"items":[{"item_id":\#(items[0]),"outcome":"done"}]}"#
            #expect(try await visitor.outcomes("leases/\(lease ?? "")/complete", done, key: key) == ["ok"])
            #expect(try await visitor.outcomes("leases/\(late ?? "")/complete", done, key: key) == ["stale"])
            let history = try await visitor.city.history.lines(of: id).map(\.kind)
            #expect(history == ["submitted", "lease_expired", "completed", "closed"])
        }
    }

    @Test func `a claim that waits is given what comes in meanwhile`() async throws {
        try await TinyServer.with(.ahc(.http)) { visitor in
            let key = try await visitor.key("works")
            async let waiting = visitor.claim("works/W", #"{"limit":5,"wait_seconds":20}"#, key: key)
            let id = try await visitor.submitted()
            let (lease, items) = try await waiting
            #expect(lease != nil)
            #expect(items.count == 1)
            #expect(try await visitor.city.history.lines(of: id).count == 1)
        }
    }

    @Test func `who hung up while waiting takes nothing`() async throws {
        let recorder = LogRecorder()
        try await TinyServer.with(.live, logger: recorder.logger) { visitor in
            let key = try await visitor.key("works")
            let body = #"{"wait_seconds":30}"#
            try await RawConnection.abandon(
                """
                POST /api/v1/queues/works/claims HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r
                Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
                """,
                port: try #require(visitor.client.port)
            ) {
                // A session whose last statement was a claim: the caller waits for work.
                let claimants = "pg_stat_activity WHERE datname = current_database() AND query LIKE 'WITH lane%'"
                let isWaiting = try await eventually { try await visitor.count(claimants) == 1 }
                #expect(isWaiting)
            }
            #expect(try await eventually { recorder.lines.contains { $0.contains("/claims") } })
            _ = try await visitor.submitted()
            #expect(try await visitor.count("ready") == 1)
            #expect(try await visitor.count("lease") == 0)
        }
    }

    @Test func `what a department has accepted no other can complete`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            let body = #"{"items":[{"item_id":\#(items[0])}]}"#
            #expect(try await visitor.outcomes("leases/\(lease ?? "")/accept", body, key: key) == ["ok"])
            let other = try await visitor.key("police")
            let done = #"{"outcome":"done"}"#
            #expect(try await visitor.outcomes("items/\(items[0])/complete", done, key: other) == ["stale"])
            #expect(try await visitor.outcomes("items/424242/complete", done, key: key) == ["unknown"])
            #expect(try await visitor.count("accepted") == 1)
        }
    }

    @Test func `a decision is told without anything being stored`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("parks")
            let bearer = ["Authorization": "Bearer \(key)"]
            let path = "/api/v1/route?service_code=pothole&lat=10.01&long=20.015"
            let answer = try await visitor.get(path, headers: bearer)
            #expect(try answer.json["legs"]?[0]?["queue"]?.text == "parks/2")
            let known = try await visitor.get(path + "&accuracy=12.5", headers: bearer)
            #expect(try known.json["accuracy_metres"] == .number(12.5))
            let odd = try await visitor.get(path + "&accuracy=near", headers: bearer)
            #expect(odd.status == 400)
            #expect(try odd.json["error"]?["details"]?[0]?.text?.contains("accuracy: expected metres") == true)
            let outside = try await visitor.get("/api/v1/route?service_code=pothole&lat=11&long=21", headers: bearer)
            #expect(outside.status == 400)
            #expect(try outside.json["error"]?["details"]?[0]?.text?.contains("Call your own town.") == true)
            for query in [
                "lat=11&long=21", "service_code=pothole", "service_code=pothole&lat=10.01",
                "service_code=pothole&lat=0xA&long=20.015", "service_code=pothole&lat=10.01&long=nan",
            ] {
                #expect(try await visitor.get("/api/v1/route?\(query)", headers: bearer).status == 400, "\(query)")
            }
            #expect(try await visitor.isEmpty())
        }
    }
}
