import Postgres
import ServiceRequests
import TestSupport
import Testing

@testable import Store

@Suite struct VerificationTests {
    /// What each sabotage does behind the program's back, and the rule that must name it.
    private static let breaches: [(rule: String, sabotage: String)] = [
        ("A service request has no leg.", "DELETE FROM work_item WHERE item = 1; DELETE FROM ready WHERE seq = 1"),
        (submission, "DELETE FROM event WHERE kind = 'submitted' AND number = 1"),
        (submission, "UPDATE event SET event = 999 WHERE kind = 'submitted' AND number = 3"),
        (submission, copy("submitted", of: 2)),
        (nobodys, "INSERT INTO event (jurisdiction, number, kind, actor) VALUES (1, 999, 'submitted', 'x')"),
        (nobodys, "DELETE FROM service_request WHERE number = 2"),
        (nobodys, "UPDATE work_item SET number = 999 WHERE item = 1"),
        (closing, "DELETE FROM event WHERE kind = 'closed' AND number = 3"),
        (closing, event("reopened", of: 3)),
        (closing, "DELETE FROM event WHERE kind = 'closed' AND number = 9"),
        ("An open service request's history says that it is closed.", event("closed", of: 1)),
        ("An open service request's history says that it is closed.", "DELETE FROM event WHERE kind = 'reopened'"),
        (legs, "UPDATE service_request SET open_legs = 2 WHERE number = 1"),
        (legs, "UPDATE work_item SET status = 'cancelled', closed_at = now() WHERE item = 2"),
        (bounces, "UPDATE service_request SET bounces = 1 WHERE number = 1"),
        (bounces, "UPDATE service_request SET bounces = 0 WHERE number = 7"),
        (bounces, "DELETE FROM event WHERE number = 5 AND kind = 'offered'"),
        (original, "UPDATE service_request SET parent = 999 WHERE number = 8"),
        (original, "UPDATE service_request SET parent = 2 WHERE number = 1"),
        (
            "An event stands later in the order of changes than any transaction there has been.",
            "UPDATE event SET xid = '900000000000' WHERE number = 5"
        ),
        ("The history tells of an item that the request does not have.", event("note", of: 1, item: 999)),
        (completion, "DELETE FROM event WHERE kind = 'completed' AND number = 3"),
        (completion, event("reopened", of: 3)),
        (acceptance, "DELETE FROM event WHERE kind = 'accepted' AND number = 2"),
        (acceptance, event("released", of: 2)),
        (acceptance, "DELETE FROM accepted WHERE item = 2"),
        ("An item was handed on more often than the cap allows.", "UPDATE work_item SET hops = 6 WHERE item = 1"),
        (offer, "UPDATE event SET counterpart = 'police' WHERE kind = 'offered' AND number = 4"),
        (offer, "UPDATE work_item SET department = 'police' WHERE item = 4"),
        (offer, "DELETE FROM event WHERE kind = 'offered' AND number = 4"),
        (offer, event("declined", of: 4, department: "works", counterpart: "parks")),
        (
            offer,
            "UPDATE work_item SET offered_to = NULL, offer_expires_at = NULL, return_queue = NULL WHERE item = 4"
        ),
        ("An item was accepted again without having left its department.", copy("accepted", of: 2)),
        ("An item was completed again without having been reopened.", copy("completed", of: 3)),
        ("An item was offered while an offer stood.", copy("offered", of: 4)),
        ("An offer was declined or lapsed that did not stand.", event("declined", of: 1)),
        ("An offer was declined or lapsed that did not stand.", copy("offer_expired", of: 10)),
        (answer, "UPDATE event SET department = 'police' WHERE kind = 'accepted' AND number = 5"),
        (answer, "UPDATE event SET counterpart = 'police' WHERE kind = 'declined'"),
        (decision, "DELETE FROM publication"),
        (decision, "UPDATE publication SET catalog = 'another'"),
        (decision, "UPDATE publication_layer SET version = 'another' WHERE layer = 'borough'"),
        (decision, "DELETE FROM publication_layer"),
        (decision, #"UPDATE event SET detail = '{"catalog_version": "another"}' WHERE kind = 'submitted'"#),
        (decision, #"UPDATE event SET detail = '{"layers": ["borough"]}' WHERE kind = 'submitted'"#),
        (decision, "UPDATE event SET detail = '[7]' WHERE kind = 'submitted'"),
        (
            decision,
            #"UPDATE event SET detail = '{"decision": {"catalog_version": "another"}}' WHERE kind = 'rerouted'"#
        ),
        (
            "An idempotency key names a service request that does not exist.",
            "UPDATE idempotency SET number = 999 WHERE number = 1"
        ),
        ("Two idempotency keys name the same service request.", "UPDATE idempotency SET number = 1"),
        (place, "DELETE FROM ready"),
        (place, "DELETE FROM accepted"),
        (place, "INSERT INTO accepted (jurisdiction, item, department) VALUES (1, 1, 'works')"),
        (place, "INSERT INTO accepted (jurisdiction, item, department) VALUES (1, 3, 'works')"),
        (place, "INSERT INTO ready SELECT jurisdiction, queue, 3, 999, 0, department FROM queue"),
        (place, "INSERT INTO ready VALUES (1, 1, 1, 9, 0, 'works')"),
        (place, "UPDATE lease SET items = items || '{1}'"),
        (own, "UPDATE ready SET attempt = 5"),
        (own, "UPDATE ready SET priority = 3 - priority"),
        (own, "UPDATE ready SET department = 'parks' WHERE seq = 1"),
        (own, "UPDATE ready SET queue = (SELECT queue FROM queue WHERE name = 'triage') WHERE seq = 1"),
        (queue, "UPDATE queue SET department = 'police' WHERE name = 'parks'"),
        (
            queue,
            """
            UPDATE work_item SET queue = return_queue WHERE item = 4;
            UPDATE ready SET queue = (SELECT queue FROM work_item WHERE item = 4) WHERE seq = 4
            """
        ),
        (holder, "UPDATE accepted SET department = 'parks' WHERE item = 2"),
        (holder, "UPDATE work_item SET department = 'police' WHERE item = 5"),
        (
            holder,
            """
            DELETE FROM ready WHERE seq = 4;
            INSERT INTO lease (jurisdiction, department, holder, items, expires_at) VALUES (1, 'works', 'w', '{4}', now())
            """
        ),
        (
            "An offered item would go back to a queue that is not its owner's.",
            "UPDATE work_item SET return_queue = queue WHERE item = 4"
        ),
        (
            "An offered item is accepted already.",
            """
            DELETE FROM ready WHERE seq = 4;
            INSERT INTO accepted (jurisdiction, item, department) VALUES (1, 4, 'works')
            """
        ),
        ("Nothing ends an offer that is not taken: it has no deadline.", "DELETE FROM deadline WHERE kind = 'offer'"),
        (
            "Nothing ends an offer that is not taken: it has no deadline.",
            "UPDATE work_item SET offer_expires_at = offer_expires_at + interval '1 hour' WHERE item = 4"
        ),
        (late, "DELETE FROM deadline WHERE item = 1"),
        (late, "UPDATE work_item SET due_at = due_at + interval '1 second'"),
        (
            "The clock of an item stands still that no department has accepted.",
            "UPDATE work_item SET paused_at = now(), pause_reason = 'A test.' WHERE item = 1"
        ),
    ]

    @Test(arguments: breaches)
    func `a row that breaks a promise is named`(rule: String, sabotage: String) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await LivedIn.prepare(city)
            try await database.pool.transaction { connection throws(PostgresError) in
                // What the schema itself forbids must be found as well.
                try connection.script("SET LOCAL session_replication_role = replica; \(sabotage)")
            }
            // So few at a time that most are looked at apart.
            let breaches = try await Verification(pool: database.pool, range: 2).run().breaches
            #expect(breaches.contains { $0.rule == rule }, "\(breaches)")
            #expect(breaches.allSatisfy { $0.row.hasPrefix("jurisdiction 1, ") })
            #expect(Set(try await city.verify().breaches) == Set(breaches))
        }
    }

    @Test func `every rule is broken by some row of the table`() {
        let rules = (RequestScan.looks + PlaceScan.looks + KeyScan.looks).rules.map(\.name.sentence)
        #expect(Set(rules) == Set(Self.breaches.map(\.rule)))
        #expect(Set(rules).count == rules.count)
    }

    @Test(arguments: [1, 2, 3, 10_000])
    func `a city in which everything has happened breaks no promise, and all of it is counted`(
        range: Int
    ) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            #expect(try await Verification(pool: database.pool, range: range).run().serviceRequests == 0)
            try await LivedIn.prepare(city)
            let report = try await Verification(pool: database.pool, range: range).run()
            #expect(report.breaches == [])
            #expect(report.serviceRequests == 11)
            #expect(report.workItems == 11)
            #expect([report.waiting, report.leased, report.accepted] == [6, 1, 3])
        }
    }

    @Test func `of each rule the first hundred rows are named`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await database.pool.execute(
                """
                INSERT INTO event (jurisdiction, number, kind, actor)
                SELECT 1, 1000 + n, 'note', 'x' FROM generate_series(1, 150) AS n
                """
            )
            for range in [1, 10_000] {
                let breaches = try await Verification(pool: database.pool, range: range).run().breaches
                #expect(breaches.count == Verification.maximumRows)
                #expect(Set(breaches).count == Verification.maximumRows)
            }
            _ = city
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
            #expect(try await city.verify().breaches.map(\.rule) == [Self.decision])
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

    // MARK: - Sabotage

    /// Another line of a history, about the item that has the request's number or about another.
    private static func event(
        _ kind: String,
        of number: Int,
        item: Int? = nil,
        department: String = "works",
        counterpart: String = "works"
    ) -> String {
        let item = kind == "closed" ? "NULL" : "\(item ?? number)"
        return """
            INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart)
            VALUES (1, \(number), \(item), '\(kind)', 'x', '\(department)', '\(counterpart)')
            """
    }

    /// A line of a history once more.
    private static func copy(_ kind: String, of number: Int) -> String {
        """
        INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, detail)
        SELECT jurisdiction, number, item, kind, actor, department, counterpart, detail
          FROM event WHERE kind = '\(kind)' AND number = \(number)
        """
    }

    private static let submission = "A service request's history does not begin with its one submission."
    private static let nobodys = "The history or an item tells of a service request that does not exist."
    private static let closing = "A closed service request's history does not say so since it was last opened."
    private static let legs = "The number of open legs is not what the request says."
    private static let bounces = "A service request was sent on another number of times than it says."
    private static let original = "A duplicate's original does not exist, or is itself a duplicate."
    private static let completion = "A closed item's completion is not in the history since it was last opened."
    private static let acceptance = "An item is accepted and its history does not say so, or the other way round."
    private static let offer =
        "An item is offered and its history does not say so, to whom and by its owner, or the other way round."
    private static let answer = "An offer was answered by another department than the one it was made to."
    private static let decision = "A decision names versions that were never in force together."
    private static let place =
        "An open item is not in exactly one of ready, lease and accepted, or an ended one is in any."
    private static let own = "A waiting item stands in another queue, lane, attempt or department than its own."
    private static let queue = "An open item's queue is another department's than its owner's or its offer's."
    private static let holder = "A lease or an acceptance names another department than the item's owner or its offer."
    private static let late = "Nobody is told when an open item is late: nothing watches over its date."
}
