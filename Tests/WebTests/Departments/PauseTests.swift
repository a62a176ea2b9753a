import Foundation
import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

@Suite struct PauseTests {
    /// A flood, whose target is twelve hours by the clock on the wall, accepted; and the key that did it.
    private static func accepted(_ visitor: Visitor) async throws -> (id: String, item: Int, key: String) {
        var form = Visitor.pothole
        form["service_code"] = "flood"
        let id = try await visitor.submitted(form)
        let key = try await visitor.key("works")
        let (lease, items) = try await visitor.claim("works/W", key: key)
        let item = try #require(items.first)
        let body = #"{"items":[{"item_id":\#(item)}]}"#
        #expect(try await visitor.outcomes("leases/\(lease ?? "")/accept", body, key: key) == ["ok"])
        return (id, item, key)
    }

    private static func expected(_ id: String, _ visitor: Visitor) async throws -> Date {
        let record = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
        return try Date(try #require(record?["expected_datetime"]?.text), strategy: .iso8601)
    }

    @Test func `paused and resumed, the promise follows everywhere, with the reason`() async throws {
        try await TinyServer.with { visitor in
            let (id, item, key) = try await Self.accepted(visitor)
            let promised = try await Self.expected(id, visitor)
            let paused = try await visitor.call(
                "items/\(item)/pause",
                #"{"reason":"Waiting for <parts>.","worker":"crew 7"}"#,
                key: key
            )
            #expect(paused.status == 200)
            let result = try #require(try paused.json["results"]?[0])
            #expect(result.names == ["item_id", "outcome", "due_datetime"])
            #expect(result["outcome"]?.text == "ok" && result["item_id"]?.integer == item)
            #expect(try Date(try #require(result["due_datetime"]?.text), strategy: .iso8601) == promised)
            let still = try await visitor.page("/r/\(id)")
            for text in [
                "Public Works has paused the clock: Waiting for &lt;parts&gt;.", "Public Works paused the clock.",
            ] {
                #expect(still.words.contains(text), "\(text)")
            }
            #expect(!still.words.contains("crew 7"))
            // As if it had been two hours and a half ago, or the date had passed meanwhile.
            try await visitor.database.pool.execute(
                "UPDATE work_item SET paused_at = paused_at - interval '150 min', due_at = due_at - interval '150 min'"
            )
            try await visitor.database.pool.execute(
                "UPDATE service_request SET expected_at = expected_at - interval '150 min'"
            )
            let shown = try await Self.expected(id, visitor)
            let resumed = try await visitor.call("items/\(item)/resume", "{}", key: key)
            let due = try Date(
                try #require(try resumed.json["results"]?[0]?["due_datetime"]?.text),
                strategy: .iso8601
            )
            #expect(abs(due.timeIntervalSince(promised)) < 60)
            #expect(try await Self.expected(id, visitor) == due)
            let page = try await visitor.page("/r/\(id)")
            let words = HistoryDates.words(shown)
            for text in [
                "This date moved It was \(words) . The clock was paused: Waiting for &lt;parts&gt;.",
                "The date it should be done by moved from \(words) to \(HistoryDates.words(due)).",
                "Public Works goes on with it; the clock runs again.",
            ] {
                #expect(page.words.contains(text), "\(text) in \(page.words)")
            }
            #expect(!page.words.contains("has paused the clock"))
            let kinds = try await visitor.city.history.lines(of: id).map(\.kind)
            #expect(kinds.suffix(4) == ["paused", "resumed", "due_moved", "due_moved"])
        }
    }

    @Test func `what cannot be done is a value, and a repetition has the first answer`() async throws {
        try await TinyServer.with { visitor in
            let (_, item, key) = try await Self.accepted(visitor)
            let parks = try await visitor.key("parks")
            let pause = #"{"reason":"A test."}"#
            #expect(try await visitor.outcomes("items/\(item)/resume", "{}", key: key) == ["not_paused"])
            #expect(try await visitor.outcomes("items/\(item)/pause", pause, key: parks) == ["not_accepted"])
            #expect(try await visitor.outcomes("items/999/pause", pause, key: key) == ["unknown"])
            let headers = ["Idempotency-Key": "once"]
            let first = try await visitor.call("items/\(item)/pause", pause, key: key, headers: headers)
            let again = try await visitor.call("items/\(item)/pause", pause, key: key, headers: headers)
            #expect(first.text == again.text && again[header: "Idempotent-Replayed"] == "true")
            #expect(try await visitor.outcomes("items/\(item)/pause", pause, key: key) == ["already_paused"])
            let resume = try await visitor.call(
                "items/\(item)/resume",
                "{}",
                key: key,
                headers: ["Idempotency-Key": "2"]
            )
            #expect(try resume.json["results"]?[0]?["outcome"]?.text == "ok")
            #expect(try await visitor.outcomes("items/\(item)/resume", "{}", key: parks) == ["not_accepted"])
        }
    }

    @Test(
        arguments: [
            ("items/1/pause", "{}", "reason"), ("items/1/pause", #"{"reason":" "}"#, "reason"),
            ("items/1/pause", #"{"reason":7}"#, "expected text"),
            ("items/1/pause", #"{"reason":"a","why":"b"}"#, "why"), ("items/1/resume", #"{"reason":"a"}"#, "reason"),
        ] as [(String, String, String)]
    )
    func `a body with a fault is refused with what is wrong`(path: String, body: String, fault: String) async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let answer = try await visitor.call(path, body, key: key)
            #expect(answer.status == 400)
            #expect(answer.text.contains(fault))
            #expect(try await visitor.call("items/x/pause", #"{"reason":"a"}"#, key: key).status == 404)
        }
    }

    @Test func `every request has its date, open or closed, of whatever service`() async throws {
        try await TinyServer.with { visitor in
            let (id, item, key) = try await Self.accepted(visitor)
            let before = try await Self.expected(id, visitor)
            _ = try await visitor.outcomes("items/\(item)/pause", #"{"reason":"A test."}"#, key: key)
            #expect(try await visitor.outcomes("items/\(item)/complete", #"{"outcome":"done"}"#, key: key) == ["ok"])
            let (lease, items) = try await visitor.claim("works", key: key)
            for item in items {
                let body = #"{"items":[{"item_id":\#(item),"outcome":"done"}]}"#
                #expect(try await visitor.outcomes("leases/\(lease ?? "")/complete", body, key: key) == ["ok"])
            }
            let closed = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
            #expect(closed?["status"]?.text == "closed")
            #expect(try await Self.expected(id, visitor) == before)
            var ids = [id]
            for service in ["pothole", "flood", "fallen-tree", "noise", "person-in-need"] {
                var form = Visitor.pothole
                form["service_code"] = service
                form["attribute[since]"] = service == "noise" ? "Noon" : nil
                ids.append(try await visitor.submitted(form))
            }
            for id in ids {
                _ = try await Self.expected(id, visitor)
                let xml = try await visitor.get("/open311/v2/requests/\(id).xml").text
                #expect(xml.firstMatch(of: /<expected_datetime>20[0-9T:-]+(Z|\+00:00)<\/expected_datetime>/) != nil)
            }
        }
    }

    @Test func `what is overdue is said by the server itself, and the board's number agrees`() async throws {
        try await TinyServer.with(.live) { visitor in
            let (id, _, key) = try await Self.accepted(visitor)
            try await visitor.database.pool.execute(
                """
                WITH late AS (UPDATE work_item SET due_at = date_trunc('second', now()) RETURNING *)
                INSERT INTO deadline SELECT jurisdiction, due_at, item, 'overdue', due_at FROM late
                """
            )
            #expect(
                try await eventually {
                    try await visitor.city.history.lines(of: id).filter { $0.kind == "overdue" }.count == 2
                }
            )
            #expect(
                try await visitor.page("/r/\(id)").words.contains("Public Works is late: this should have been done by")
            )
            let (_, items) = try await visitor.claimed("works", #"{"limit":9}"#, key: key)
            #expect(items.compactMap { $0["priority"]?.integer } == [1])
        }
    }
}

/// Dates of the tiny city's pages, made without the program's help.
enum HistoryDates {
    static func words(_ date: Date) -> String {
        var style = Date.FormatStyle(locale: Locale(identifier: "en_US"), timeZone: .gmt)
        style = style.weekday(.abbreviated).month(.abbreviated).day().year().hour().minute()
        return date.formatted(style).replacing("\u{202F}", with: " ")
    }
}
