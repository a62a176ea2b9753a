import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct VerificationTests {
    /// What each sabotage does behind the program's back, and the promise it breaks.
    ///
    /// There are three requests: a waiting one, an accepted one and a closed one.
    @Test(arguments: [
        ("P2", "DELETE FROM work_item WHERE item = 1; DELETE FROM ready"),
        ("P2", "DELETE FROM event WHERE kind = 'submitted'"),
        ("P2", "UPDATE event SET event = 999 WHERE kind = 'submitted' AND number = 3"),
        ("P2", "DELETE FROM event WHERE kind = 'completed'"),
        ("P2", "DELETE FROM event WHERE kind = 'closed'"),
        ("P2", "INSERT INTO event (jurisdiction, number, kind, actor) VALUES (1, 999, 'submitted', 'x')"),
        ("P2", "DELETE FROM publication"),
        ("P2", "UPDATE publication SET catalog = 'another'"),
        ("P2", "UPDATE publication_layer SET version = 'another' WHERE layer = 'borough'"),
        ("P2", "DELETE FROM publication_layer"),
        ("P2", #"UPDATE event SET detail = '{"catalog_version": "another"}' WHERE kind = 'submitted'"#),
        ("P2", #"UPDATE event SET detail = '{"layers": ["borough"]}' WHERE kind = 'submitted'"#),
        ("P2", "UPDATE event SET detail = '[7]' WHERE kind = 'submitted'"),
        ("P3", "UPDATE idempotency SET number = 999 WHERE number = 1"),
        ("P3", "UPDATE idempotency SET number = 1"),
        ("P4", "DELETE FROM ready"),
        ("P4", "DELETE FROM accepted"),
        ("P4", "INSERT INTO accepted (jurisdiction, item, department) SELECT jurisdiction, seq, 'works' FROM ready"),
        ("P4", "INSERT INTO accepted (jurisdiction, item, department) VALUES (1, 3, 'works')"),
        ("P4", "INSERT INTO ready (jurisdiction, queue, priority, seq) SELECT jurisdiction, queue, 3, 999 FROM queue"),
        ("P4", "UPDATE ready SET attempt = 5"),
        ("P4", "UPDATE ready SET priority = 1"),
        ("P4", "UPDATE accepted SET department = 'parks'"),
        ("P4", "UPDATE queue SET department = 'parks'"),
        (
            "P4",
            """
            UPDATE work_item SET offered_to = 'works', department = 'parks', return_queue = queue,
                                 offer_expires_at = now()
             WHERE item = 1
            """
        ),
        (
            "P5",
            """
            INSERT INTO event (jurisdiction, number, item, kind, actor)
            SELECT jurisdiction, number, item, k, actor FROM event, unnest('{offered,accepted,accepted}'::text[]) AS k
             WHERE kind = 'accepted'
            """
        ),
        (
            "P4",
            """
            UPDATE work_item SET status = 'cancelled', closed_at = now() WHERE item = 1;
            UPDATE service_request SET open_legs = 0, status = 'closed', closed_at = now() WHERE number = 1
            """
        ),
        ("P5", "DELETE FROM event WHERE kind = 'accepted'"),
        (
            "P5",
            """
            INSERT INTO event (jurisdiction, number, item, kind, actor)
            SELECT jurisdiction, number, item, kind, actor FROM event WHERE kind = 'accepted'
            """
        ),
        (
            "P5",
            """
            INSERT INTO event (jurisdiction, number, item, kind, actor)
            SELECT jurisdiction, number, item, kind, actor FROM event WHERE kind = 'completed'
            """
        ),
        ("P7", "UPDATE service_request SET open_legs = 2 WHERE status = 'open'"),
        ("P7", "DELETE FROM deadline WHERE item = 1"),
        ("P7", "UPDATE work_item SET due_at = due_at + interval '1 second'"),
        ("P7", "UPDATE work_item SET paused_at = now(), pause_reason = 'A test.' WHERE item = 1"),
    ])
    func `a row that breaks a promise is named`(promise: String, sabotage: String) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await Self.prepare(city)
            #expect(try await city.verify().breaches == [])
            try await database.pool.transaction { connection throws(PostgresError) in
                // What the schema itself forbids must be found as well.
                try connection.script("SET LOCAL session_replication_role = replica; \(sabotage)")
            }
            let breaches = try await city.verify().breaches
            #expect(breaches.contains { $0.promise == promise }, "\(breaches)")
            #expect(breaches.allSatisfy { $0.row.hasPrefix("jurisdiction 1,") })
        }
    }

    @Test func `versions that were each in force, but never together, are named`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit(at: .park)
            try await city.publish(.catalog(TinyCity.catalog(comment: "two")))
            try await city.publish(.boundaries(TinyCity.geodata(firstPrecinct: "Number One")))
            #expect(try await city.verify().breaches == [])
            let publications = Publications(pool: database.pool, jurisdiction: city.jurisdiction)
            let (newest, oldest) = (try await publications.all().first, try await publications.all().last)
            let old = try #require(oldest?.version(of: "precinct"))
            let new = try #require(newest?.version(of: "precinct"))
            try await database.pool.execute(
                "UPDATE event SET detail = replace(detail::text, \(old), \(new))::json WHERE kind = 'submitted'"
            )
            let breaches = try await city.verify().breaches
            #expect(breaches.map(\.rule) == ["A decision names versions that were never in force together."])
        }
    }

    @Test func `nobody vouches for decisions that were made before versions were kept`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let old = #"UPDATE event SET detail = '{"catalog_version": "old"}' WHERE kind = 'submitted'"#
            try await database.pool.execute(SQL(unescaped: old))
            #expect(try await city.verify().breaches.count == 1)
            try await database.pool.execute("UPDATE jurisdiction SET unversioned_until = 1")
            #expect(try await city.verify().breaches == [])
        }
    }

    private static func prepare(_ city: TestCity) async throws {
        for _ in 0..<3 { try await city.submit() }
        let worker = Worker(department: "works", name: "w")
        // The first goes back, so that what waits has been tried.
        let claim = try #require(try await city.queues.claim(3, for: worker, lease: .seconds(60)))
        let items = claim.items.map(\.item)
        _ = try await city.queues.release([items[0]], under: claim.lease, by: worker)
        _ = try await city.queues.accept([Acceptance(item: items[1])], under: claim.lease, by: worker)
        let done = Completion(item: items[2], outcome: .done)
        _ = try await city.queues.complete([done], under: claim.lease, by: worker)
    }
}
