import Foundation
import Postgres
import ServiceRequests
import TestSupport
import Testing

@testable import Store

/// What waits to be sent to a client, and whose turn it is.
@Suite struct ClientOutboxTests {
    private struct Scene: Sendable {
        let database: TestDatabase
        let city: TestCity
        let outbox: ClientOutbox
        /// The requests, in the order of their first events.
        let ids: [String]

        var pool: PostgresPool { database.pool }

        func number(_ query: SQL) async throws -> Double? {
            try await pool.first("SELECT (\(query))::float8") { row throws(PostgresError) in try row.decode(Double.self)
            }
        }

        /// The turn of the only client, once what happened waits.
        func turn(waiting: Int) async throws -> ClientPush {
            let push = try #require(try await outbox.take(1).first)
            // Other tests' transactions on the same server may hold the horizon back for a moment.
            let isThere = try await eventually {
                while try await outbox.gather(for: push, limit: 100) {}
                return try await database.count("client_outbox") == waiting
            }
            #expect(isThere)
            return push
        }
    }

    /// A client with so many requests, each accepted; nothing is gathered yet.
    private static func with(
        requests count: Int = 2,
        pause: Duration = .seconds(10),
        _ body: @Sendable (Scene) async throws -> Void
    ) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            _ = try await Clients(pool: database.pool).makeKey(for: "App", at: .production, in: city.jurisdiction)
            var ids: [String] = []
            for _ in 0..<count { ids.append(try await city.submit()) }
            try await database.pool.execute("UPDATE service_request SET client = (SELECT client FROM client)")
            let pushes = ClientPushes(pool: database.pool, jurisdiction: city.jurisdiction)
            #expect(try await pushes.name("App", address: "http://localhost/", jurisdictionID: "1", key: "theirs"))
            try await database.pool.execute(
                """
                INSERT INTO event (jurisdiction, number, kind, actor, department, detail)
                SELECT jurisdiction, number, 'accepted', 'works', 'works', '{}' FROM service_request ORDER BY number
                """
            )
            let reader = RequestReader(
                pool: database.roles.service,
                jurisdiction: city.jurisdiction,
                openDescriptions: ["pothole"],
                privateServices: ["person-in-need"]
            ).forClients
            let outbox = ClientOutbox(
                pool: database.roles.service,
                jurisdiction: city.jurisdiction,
                reader: reader,
                pause: pause
            )
            try await body(Scene(database: database, city: city, outbox: outbox, ids: ids))
        }
    }

    @Test func `what is not taken waits up to an hour, and is given up a week after it was first refused`() async throws
    {
        try await Self.with(requests: 1) { scene in
            let push = try await scene.turn(waiting: 1)
            // However long it has waited to be tried.
            try await scene.pool.execute("UPDATE client_outbox SET created_at = created_at - interval '30 days'")
            let update = try #require(try await scene.outbox.next(for: push, limit: 10).entries.first)
            for attempt in 0..<12 {
                #expect(try await scene.outbox.refused(update, by: push) == .kept)
                let wait = try await scene.number(
                    "SELECT extract(epoch FROM due_at - statement_timestamp()) FROM client_outbox"
                )
                let expected = min(10 * pow(2, Double(attempt)), 3600)
                #expect(try #require(wait) <= expected * 1.1)
                // Short ones may be over before we look.
                if expected > 300 { #expect(try #require(wait) > expected * 0.5) }
            }
            #expect(try await scene.outbox.next(for: push, limit: 10).entries.isEmpty)
            for (since, verdict) in [("6 days 23 hours", .kept), ("7 days 1 minute", .givenUp)]
                as [(String, ClientOutbox.Postponement)]
            {
                try await scene.pool.execute(
                    """
                    UPDATE client_outbox SET refused_since = statement_timestamp() - \(unescaped: "interval '\(since)'")
                    """
                )
                #expect(try await scene.outbox.refused(update, by: push) == verdict, "\(since)")
            }
            #expect(try await scene.database.count("client_outbox") == 0)
        }
    }

    @Test func `what the other system stumbles over lets another request go first, and is given up in the end, too`()
        async throws
    {
        try await Self.with(requests: 2, pause: .zero) { scene in
            let push = try await scene.turn(waiting: 2)
            let first = try await scene.outbox.next(for: push, limit: 10).entries
            #expect(first.map(\.requestID) == scene.ids)
            #expect(try await scene.outbox.failed(first[0], to: push, because: "it answered 500") == .kept)
            let rows = try await ClientPushes(pool: scene.pool, jurisdiction: scene.city.jurisdiction).all()
            #expect(rows.map(\.failures) == [1] && rows.map(\.lastFailure) == ["it answered 500"])
            let again = try #require(try await scene.outbox.take(1).first)
            let second = try await scene.outbox.next(for: again, limit: 10).entries
            #expect(second.map(\.requestID) == scene.ids.reversed())
            #expect(try await scene.number("SELECT attempts FROM client_outbox ORDER BY event LIMIT 1") == 1)
            try await scene.pool.execute(
                "UPDATE client_outbox SET refused_since = refused_since - interval '8 days' WHERE attempts = 1"
            )
            #expect(try await scene.outbox.failed(first[0], to: again, because: "it answered 500") == .givenUp)
            #expect(try await scene.database.count("client_outbox") == 1)
        }
    }

    @Test func `whatever is done with an update holds the turn on, and a refusal says that the other system answers`()
        async throws
    {
        try await Self.with(requests: 3) { scene in
            let push = try await scene.turn(waiting: 3)
            let updates = try await scene.outbox.next(for: push, limit: 10).entries
            try #require(updates.count == 3)
            func expectHeldOn(_ name: String, _ work: () async throws -> Bool) async throws {
                try await scene.pool.execute(
                    """
                    UPDATE client_push
                       SET due_at = statement_timestamp() + interval '1 second', failures = 3, last_failure = 'no'
                    """
                )
                #expect(try await work(), "\(name)")
                let held = try await scene.number(
                    "SELECT extract(epoch FROM due_at - statement_timestamp()) FROM client_push"
                )
                #expect(try #require(held) > 5, "\(name)")
            }
            try await expectHeldOn("renew") { try await scene.outbox.renew(push) }
            try await expectHeldOn("pass") { try await scene.outbox.pass(updates[0], for: push) }
            #expect(try await scene.number("SELECT failures FROM client_push") == 3)
            try await expectHeldOn("refused") { try await scene.outbox.refused(updates[1], by: push) == .kept }
            #expect(
                try await scene.number(
                    "SELECT count(*) FROM client_push WHERE failures = 0 AND last_failure IS NULL"
                ) == 1
            )
            try await expectHeldOn("delivered") { try await scene.outbox.delivered(updates[2], to: push) }
            #expect(try await scene.database.count("client_outbox") == 1)
        }
    }

    @Test func `once a turn has lapsed and is another's, whoever had it writes nothing and is told so`() async throws {
        try await Self.with(requests: 2) { scene in
            let push = try await scene.turn(waiting: 2)
            let updates = try await scene.outbox.next(for: push, limit: 10).entries
            try #require(updates.count == 2)
            #expect(try await scene.outbox.take(1).isEmpty, "two at a time")
            try await scene.pool.execute("UPDATE client_push SET due_at = statement_timestamp()")
            let other = try #require(try await scene.outbox.take(1).first)
            #expect(try await !scene.outbox.renew(push))
            #expect(try await !scene.outbox.gather(for: push, limit: 100))
            #expect(try await !scene.outbox.pass(updates[0], for: push))
            #expect(try await scene.outbox.refused(updates[0], by: push) == .turnLost)
            #expect(try await scene.outbox.failed(updates[0], to: push, because: "no") == .turnLost)
            #expect(
                try await scene.number(
                    "SELECT count(*) FROM client_outbox WHERE attempts = 0 AND refused_since IS NULL"
                ) == 2
            )
            // What has arrived has arrived.
            #expect(try await !scene.outbox.delivered(updates[0], to: push))
            #expect(try await scene.database.count("client_outbox") == 1)
            #expect(try await scene.outbox.delivered(updates[1], to: other))
            #expect(try await scene.number("SELECT failures FROM client_push") == 0)
        }
    }

    @Test func `of 50,000 updates that wait the next ones and each single one are found by the indexes`() async throws {
        try await Self.with(requests: 1) { scene in
            let push = try #require(try await scene.outbox.take(1).first)
            try await scene.pool.execute(
                """
                INSERT INTO client_outbox (jurisdiction, client, number, event)
                SELECT jurisdiction, client, 1000000 + n / 10, 1000000 + n
                  FROM client_push CROSS JOIN generate_series(1, 50000) AS n
                """
            )
            try await scene.pool.execute("ANALYZE")
            let update = WaitingUpdate(number: 1_002_000, event: 1_020_000)
            for pool in [scene.pool, scene.database.roles.service] {
                func plan(_ statement: SQL) async throws -> String {
                    try await pool.query("EXPLAIN (COSTS OFF) \(statement)") { row throws(PostgresError) in
                        try row.decode(String.self)
                    }.joined(separator: "\n")
                }
                let due = try await plan(scene.outbox.due(for: push.client, limit: 50))
                #expect(due.contains("client_outbox_due"), "\(due)")
                #expect(!due.contains("Sort") && !due.contains("Seq Scan"), "\(due)")
                for statement in [
                    scene.outbox.forgetting(update, for: push.client),
                    scene.outbox.postponing(update, for: push.client),
                ] {
                    let text = try await plan(statement)
                    let isFound = text.contains(#/Index Cond: .*client = .*number = .*event = /#)
                    #expect(isFound, "\(text)")
                    #expect(!text.contains("Seq Scan on client_outbox"), "\(text)")
                }
            }
        }
    }

    @Test func `named again, an address keeps the key and the city's name, unless they are taken away`() async throws {
        try await Self.with(requests: 1) { scene in
            let pushes = ClientPushes(pool: scene.pool, jurisdiction: scene.city.jurisdiction)
            func said() async throws -> [String?] {
                let push = try #require(try await scene.outbox.take(1).first)
                return [push.address, push.jurisdictionID, push.key]
            }
            let isThere = try await pushes.name("App", address: "http://localhost/2", jurisdictionID: nil, key: nil)
            #expect(isThere)
            #expect(try await said() == ["http://localhost/2", "1", "theirs"])
            #expect(try await pushes.name("App", address: "http://localhost/2", jurisdictionID: "", key: nil))
            #expect(try await said() == ["http://localhost/2", nil, "theirs"])
            #expect(try await pushes.name("App", address: "http://localhost/2", jurisdictionID: "2", key: ""))
            #expect(try await said() == ["http://localhost/2", "2", nil])
        }
    }
}
