import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Postgres
import TestSupport
import Testing

@testable import Web

@Suite struct MetricsTests {
    /// A server whose figures can be read, and are looked at anew for each scrape.
    static func with(_ body: @Sendable (Visitor) async throws -> Void) async throws {
        try await TinyServer.with { configuration in
            configuration.metricsKey = Scrape.key
            configuration.metricsInterval = .zero
        } _: {
            try await body($0)
        }
    }

    @Test func `nobody reads figures without the key, nor where none was given`() async throws {
        try await Self.with { visitor in
            for field in [nil, "", "Bearer", "Bearer x", "Basic \(Scrape.key)", Scrape.key, "Bearer \(Scrape.key)x"] {
                var headers: [String: String] = [:]
                headers["Authorization"] = field
                let answer = try await visitor.get("/metrics", headers: headers)
                #expect(answer.status == 401 && answer[header: "WWW-Authenticate"] == "Bearer", "\(field ?? "none")")
                #expect(!answer.text.contains("dispatch311_"))
            }
            #expect(try await visitor.get("/metrics", headers: ["Authorization": "bearer \(Scrape.key)"]).status == 200)
            #expect(try await visitor.send(.post, "/metrics", body: "").status == 405)
        }
        try await TinyServer.with { visitor in
            for headers in [[:], ["Authorization": "Bearer "], ["Authorization": "Bearer \(Scrape.key)"]] {
                let answer = try await visitor.get("/metrics", headers: headers)
                #expect(answer.status == 404 && answer.text.contains("--metrics-key-file"))
            }
        }
    }

    @Test func `a scraper gets the text it asks for`() async throws {
        try await Self.with { visitor in
            let own = ["Authorization": "Bearer \(Scrape.key)"]
            let classic = try await visitor.get("/metrics", headers: own)
            #expect(classic[header: "Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(classic.text.contains("# TYPE dispatch311_build_info gauge\n"))
            let accept = own.merging(["Accept": "application/openmetrics-text; version=1.0.0"]) { $1 }
            let open = try await visitor.get("/metrics", headers: accept)
            #expect(open[header: "Content-Type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8")
            #expect(open.text.hasSuffix("\n# EOF\n") && open.text.contains("# TYPE dispatch311_build info\n"))
            #expect(open[header: "Vary"]?.contains("Accept") == true)
        }
    }

    @Test func `what was done is what is counted`() async throws {
        try await Self.with { visitor in
            var place = Visitor.pothole
            for _ in 0..<4 { _ = try await visitor.submitted() }
            let keyed = ["Idempotency-Key": "one"]
            #expect(try await visitor.submit(headers: keyed).status == 200)
            #expect(try await visitor.submit(headers: keyed).status == 200)
            place["description"] = "Another."
            #expect(try await visitor.submit(place, headers: keyed).status == 422)
            (place["lat"], place["long"]) = ("50", "50")
            #expect(try await visitor.submit(place).status == 400)

            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", #"{"limit":2}"#, key: key)
            let id = try #require(lease)
            #expect(items.count == 2)
            #expect(try await visitor.call("leases/\(id)/renew", #"{"lease_seconds":900}"#, key: key).status == 200)
            let accept = #"{"items":[{"item_id":\#(items[0])}]}"#
            #expect(try await visitor.outcomes("leases/\(id)/accept", accept, key: key) == ["ok"])
            #expect(try await visitor.outcomes("leases/\(id)/accept", accept, key: key) == ["stale"])
            #expect(try await visitor.claim("works", key: try await visitor.key("works")).1.count == 3)

            let scrape = try await Scrape(visitor)
            func count(_ name: String, _ labels: String) -> Double? { scrape["dispatch311_\(name)", labels] }
            for (outcome, number) in [
                ("stored", 5.0), ("replayed", 1), ("key_used", 1), ("outside", 1), ("crowded", 0), ("failed", 0),
            ] {
                #expect(count("intake_submissions_total", "outcome=\"\(outcome)\"") == number, "\(outcome)")
            }
            #expect(count("intake_statement_duration_seconds_count", "") == 7)
            #expect(count("intake_batch_submissions_sum", "") == 7)
            #expect(count("intake_waiting", "") == 0)
            #expect(count("routing_decisions_total", "department=\"works\",how=\"rule\"") == 7)
            #expect(count("routing_duration_seconds_count", "") == 8)
            let works = "department=\"works\""
            #expect(count("work_claims_total", works) == 2 && count("work_claimed_items_total", works) == 5)
            #expect(count("work_renewals_total", works) == 1)
            #expect(count("work_words_total", "\(works),word=\"accept\",outcome=\"ok\"") == 1)
            #expect(count("work_words_total", "\(works),word=\"accept\",outcome=\"stale\"") == 1)

            let submitted = #"route="/open311/v2/{requests}",method="POST""#
            let routes = scrape.samples.keys.filter { $0.contains("method=\"POST\"") }.sorted()
            let posts = scrape.samples.filter {
                $0.key.hasPrefix("dispatch311_http_requests_total") && $0.key.contains("open311")
            }
            #expect(posts.values.reduce(0, +) == 8, "\(submitted): \(routes)")
            #expect(scrape.samples["dispatch311_ready"] == 1 && scrape.samples["dispatch311_database_up"] == 1)
            #expect(scrape.samples["dispatch311_pool_size{role=\"service\"}"] == 3)
            let memory = try #require(scrape.samples["dispatch311_process_resident_memory_bytes"])
            #expect(memory > 1_000_000)
            let start = try #require(scrape.samples["dispatch311_process_start_time_seconds"])
            #expect(start > 1_500_000_000 && start <= Date().timeIntervalSince1970 + 1)
            #expect(
                try await eventually {
                    let now = try await Scrape(visitor)
                    return now["dispatch311_queue_waiting_items", works] == 0
                        && now["dispatch311_queue_leased_items", works] == 4
                        && now["dispatch311_queue_accepted_items", works] == 1
                }
            )
        }
    }

    @Test func `what waits, what is late and what came back is told`() async throws {
        try await Self.with { visitor in
            for _ in 0..<3 { _ = try await visitor.submitted() }
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", #"{"limit":1}"#, key: key)
            let accept = #"{"items":[{"item_id":\#(items[0])}]}"#
            _ = try await visitor.outcomes("leases/\(try #require(lease))/accept", accept, key: key)
            _ = try await visitor.claim("works", #"{"limit":1}"#, key: key)
            try await visitor.database.pool.execute("UPDATE accepted SET due_at = now() - interval '1 hour'")
            try await visitor.database.pool.execute("UPDATE work_item SET created_at = created_at - interval '1 day'")
            try await visitor.database.pool.execute("UPDATE lease SET expires_at = now() - interval '1 minute'")
            let works = "department=\"works\""
            #expect(
                try await eventually {
                    let now = try await Scrape(visitor)
                    return now["dispatch311_queue_waiting_items", works] == 2
                        && now["dispatch311_queue_late_items", works] == 1
                        && now["dispatch311_queue_leased_items", works] == 0
                        && now["dispatch311_work_rescued_items_total", ""] == 1
                        && (now["dispatch311_queue_oldest_waiting_seconds", works] ?? 0) >= 86_400
                }
            )
        }
    }

    @Test func `a look that fails leaves what was seen before, which grows older`() async throws {
        try await Self.with { visitor in
            let (waiting, age) = ("dispatch311_queue_waiting_items", "dispatch311_queue_look_age_seconds")
            let works = "department=\"works\""
            _ = try await visitor.submitted()
            #expect(try await eventually { try await Scrape(visitor)[waiting, works] == 1 })
            try await visitor.database.pool.execute("ALTER TABLE accepted RENAME TO gone")
            _ = try await visitor.submitted()
            // One that began before may still end well.
            #expect(
                try await eventually {
                    let first = try await Scrape(visitor).samples[age] ?? 0
                    try await Task.sleep(for: .milliseconds(50))
                    let second = try await Scrape(visitor).samples[age] ?? 0
                    return second >= first + 0.05
                }
            )
            #expect(try await Scrape(visitor)[waiting, works] != nil)
            try await visitor.database.pool.execute("ALTER TABLE gone RENAME TO accepted")
            #expect(try await eventually { try await Scrape(visitor)[waiting, works] == 2 })
        }
    }

    @Test func `hostile addresses and methods make no new labels`() async throws {
        try await Self.with { visitor in
            _ = try await visitor.get("/nothing")
            _ = try await visitor.get("/r/aaaaaaaaa")
            let before = try await Scrape(visitor)
            let labels = before.samples.keys.filter { $0.hasPrefix("dispatch311_http_requests") }
            for number in 0..<200 {
                _ = try await visitor.get("/nothing/\(number)?\(number)")
                _ = try await visitor.get("/r/a\(number)")
                _ = try await visitor.get("/metrics%0A\(number)\"}")
                let method = try #require(HTTPRequest.Method("M\(number)"))
                _ = try await visitor.send(method, "/x\(number)")
            }
            let after = try await Scrape(visitor)
            let more = Set(after.samples.keys.filter { $0.hasPrefix("dispatch311_http_requests") })
                .subtracting(labels)
            // The scrape before itself, and the one method that stands for all.
            #expect(more.count <= 3, "\(more)")
            #expect(after.samples.count < before.samples.count + 60)
            #expect(!after.text.contains("M17") && !after.text.contains("/r/a1") && !after.text.contains("nothing"))
        }
    }

    @Test(.enabled(if: Promtool.isInstalled, Comment(rawValue: Promtool.absence)))
    func `promtool finds nothing to say of the figures`() async throws {
        try await Self.with { visitor in
            _ = try await visitor.submitted()
            let scrape = try await Scrape(visitor)
            #expect(try await Promtool.check("metrics", input: scrape.text) == "")
        }
    }
}
