import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

/// What a department, whose own work is there, may not do with it.
@Suite struct DepartmentWritesTests {
    private static func refused(_ statement: String, at site: GuardedSite) async {
        let error = await #expect(throws: PostgresError.self, "\(statement)") {
            try await site.change(statement, as: site.role())
        }
        #expect(error?.sqlState == .insufficientPrivilege)
    }

    @Test func `it writes no history of a request or an item that is not its own`() async throws {
        try await GuardedSite.with { site in
            let own = try #require(try await site.items("works").first)
            let other = try #require(try await site.items("parks").first)
            func insert(_ number: String, _ item: String, counterpart: String = "NULL") -> String {
                """
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart)
                VALUES ($J, \(number), \(item), 'note', 'works/a', 'works', \(counterpart))
                """
            }
            let numbers = try await site.first.database.pool.query(
                "SELECT number::text FROM work_item WHERE item IN (\(own), \(other)) ORDER BY item = \(other)"
            ) { row in try row.decode(String.self) }
            #expect(try await site.change(insert(numbers[0], "\(own)"), as: site.role()) == 1)
            #expect(try await site.change(insert(numbers[0], "NULL"), as: site.role()) == 1)
            await Self.refused(insert(numbers[1], "NULL"), at: site)
            await Self.refused(insert(numbers[1], "\(other)"), at: site)
            // An own request with another's item, and the other way round.
            await Self.refused(insert(numbers[0], "\(other)"), at: site)
            await Self.refused(insert(numbers[1], "\(own)"), at: site)
            await Self.refused(insert("999", "NULL", counterpart: "'parks'"), at: site)
        }
    }

    @Test func `it accepts nothing that is another's`() async throws {
        try await GuardedSite.with { site in
            let waiting = "NOT EXISTS (SELECT FROM accepted a WHERE a.item = w.item)"
            let own = try #require(try await site.items("works", waiting).first)
            let other = try #require(try await site.items("parks", waiting).first)
            func insert(_ item: Int64) -> String {
                "INSERT INTO accepted (jurisdiction, item, department) VALUES ($J, \(item), 'works')"
            }
            #expect(try await site.change(insert(own), as: site.role()) == 1)
            await Self.refused(insert(other), at: site)
        }
    }

    @Test func `a lease that says it holds another's item brings nothing back`() async throws {
        try await GuardedSite.with { site in
            let held = try #require(
                try await site.items(
                    "parks",
                    "EXISTS (SELECT FROM lease l WHERE l.jurisdiction = w.jurisdiction AND w.item = ANY (l.items))"
                ).first
            )
            let forged = """
                INSERT INTO lease (jurisdiction, department, holder, items, expires_at)
                VALUES ($J, 'works', 'thief', ARRAY[\(held)]::bigint[], now() - interval '1 minute')
                """
            #expect(try await site.change(forged, as: site.role()) == 1)
            let rescue = try await site.first.queues.rescue()
            #expect(rescue == Rescue(leases: 1, items: 0))
            #expect(try await site.first.database.count("ready WHERE seq = \(held)") == 0)
            #expect(try await site.first.database.count("event WHERE kind = 'lease_expired'") == 0)
        }
    }

    @Test func `it writes to a request while it has an open leg of it, and reads it afterwards`() async throws {
        try await GuardedSite.with { site in
            let taken = "EXISTS (SELECT FROM accepted a WHERE a.jurisdiction = w.jurisdiction AND a.item = w.item)"
            let item = try #require(try await site.items("works", taken).first)
            let note = "UPDATE service_request SET status_notes = 'x' WHERE jurisdiction = $J"
            #expect(try await site.change(note, as: site.role()) == 3)
            let worker = Worker(department: "works", name: "a")
            let results = try await site.first.queues.completeAccepted(
                [Completion(item: item, outcome: .done)],
                by: worker
            )
            #expect(results.map(\.outcome) == [.ok])
            #expect(try await site.change(note, as: site.role()) == 2)
            #expect(try await site.texts("SELECT number::text FROM service_request", as: site.role()).count == 3)
        }
    }

    @Test func `the intake is not shown what departments were answered, and their keys are taken all the same`()
        async throws
    {
        try await GuardedSite.with { site in
            let city = site.first
            let key = Submission.Key(client: "both", key: "one", fingerprint: Array(repeating: 7, count: 32))
            let resident = Submission.Key(client: "r", key: "two", fingerprint: key.fingerprint)
            _ = try await city.intake.submit(try city.submission(key: resident))
            let calls = IdempotentCalls(pool: city.database.pool, jurisdiction: city.jurisdiction)
            _ = try await calls.once(key, as: .service) { _ throws(PostgresError) in "a resident's words" }
            let seen = try await site.pools.intake.query("SELECT key FROM idempotency") { row in
                try row.decode(String.self)
            }
            #expect(seen.contains("two"))
            #expect(!seen.contains("one"))
            let before = try await city.database.count("service_request")
            let submission = try city.submission(key: key)
            #expect(try await city.intake.submit(submission) == .keyUsedOtherwise)
            #expect(try await city.database.count("service_request") == before)
        }
    }
}
