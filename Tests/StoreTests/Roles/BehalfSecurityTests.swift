import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

/// What is there for the server when it works on somebody's behalf.
@Suite struct BehalfSecurityTests {
    private static let tables = [
        "work_item", "ready", "lease", "accepted", "service_request", "event", "deadline", "queue", "api_key",
    ]

    @Test func `on nobody's behalf everything is there`() async throws {
        try await GuardedSite.with { site in
            for table in Self.tables {
                let seen = try await site.texts("SELECT count(*)::text FROM \(unescaped: table)", as: .service)
                #expect(seen == ["\(try await site.first.database.count(table))"], "\(table)")
            }
        }
    }

    @Test func `for a jurisdiction all of it is there, and nothing of another`() async throws {
        try await GuardedSite.with { site in
            let number = site.first.jurisdiction.number
            for table in Self.tables {
                let seen = try await site.texts(
                    "SELECT jurisdiction::text FROM \(unescaped: table)",
                    as: site.within
                )
                #expect(Set(seen) == ["\(number)"], "\(table)")
                let all = try await site.first.database.count("\(table) WHERE jurisdiction = \(number)")
                #expect(seen.count == all, "\(table)")
            }
        }
    }

    @Test func `on a department's behalf its own work is there, and nobody else's`() async throws {
        try await GuardedSite.with { site in
            let number = site.first.jurisdiction.number
            let expected = [
                ("work_item", 3), ("ready", 1), ("lease", 1), ("accepted", 1), ("api_key", 1), ("contact", 0),
                ("staff_session", 0), ("report_draft", 0),
            ]
            for (table, rows) in expected {
                let seen = try await site.texts(
                    "SELECT jurisdiction::text FROM \(unescaped: table)",
                    as: site.behalf()
                )
                #expect(seen == Array(repeating: "\(number)", count: rows), "\(table)")
            }
            // The settings must say nothing to another role, nor to whoever owns the tables.
            let told = try await site.texts("SELECT DISTINCT department FROM event", as: site.behalf())
            #expect(told == ["works"])
        }
    }

    @Test(arguments: [false, true])
    func `a request, with its resident's secret, is there for who has a leg of it`(isPrivate: Bool) async throws {
        try await GuardedSite.with { site in
            try await site.first.database.pool.execute("UPDATE service_request SET is_private = \(isPrivate)")
            for (department, count) in [("works", 3), ("parks", 3), ("police", 0)] {
                let seen = try await site.texts(
                    "SELECT encode(secret, 'hex') FROM service_request",
                    as: site.behalf(department)
                )
                #expect(seen.count == count, "\(department)")
            }
        }
    }

    @Test(arguments: [
        "UPDATE work_item SET hops = 0", "DELETE FROM ready", "DELETE FROM accepted", "DELETE FROM deadline",
        "UPDATE lease SET holder = 'thief'", "DELETE FROM lease", "UPDATE service_request SET status_notes = 'x'",
        "DELETE FROM idempotency", "UPDATE api_key SET label = 'x'",
        "INSERT INTO event (jurisdiction, number, item, kind, actor, department) "
            + "SELECT jurisdiction, number, item, 'note', 'DEPARTMENT/a', 'DEPARTMENT' FROM every_item",
        "INSERT INTO work_item (jurisdiction, item, number, queue, leg, priority, department) "
            + "SELECT jurisdiction, item + 1000, number, queue, 9, 1, 'DEPARTMENT' FROM every_item",
        "INSERT INTO ready (jurisdiction, queue, priority, seq, department) "
            + "SELECT jurisdiction, queue, 3, item, 'DEPARTMENT' FROM every_item ON CONFLICT DO NOTHING",
        "INSERT INTO accepted (jurisdiction, item, department) "
            + "SELECT jurisdiction, item, 'DEPARTMENT' FROM every_item WHERE NOT is_taken",
    ])
    func `a department's behalf changes nothing of another`(statement: String) async throws {
        try await GuardedSite.with { site in
            // A list of all items that shows them to everybody, as a mistake in the program might.
            try await site.first.database.pool.withConnection { connection throws(PostgresError) in
                try connection.script(
                    """
                    CREATE TABLE every_item AS
                    SELECT w.*, item IN (SELECT item FROM accepted) AS is_taken FROM work_item w
                     WHERE department = 'works' AND jurisdiction = \(site.first.jurisdiction.number);
                    GRANT SELECT ON every_item TO dispatch311_service
                    """
                )
            }
            let before = try await site.everything()
            let theirs = statement.replacing("DEPARTMENT", with: "police")
            do throws(PostgresError) {
                #expect(try await site.change(theirs, as: site.behalf("police")) == 0)
            } catch {
                #expect(error.sqlState == .insufficientPrivilege)
            }
            #expect(try await site.everything() == before)
            // The statement itself is good: on whose work it is, it changes it.
            guard !statement.contains("idempotency") else { return }
            let limit = statement.contains("service_request SET") ? " WHERE department = 'works'" : ""
            let ours = statement.replacing("DEPARTMENT", with: "works") + limit
            #expect(try await site.change(ours, as: site.behalf()) > 0)
        }
    }

    @Test func `nobody writes history in another's name`() async throws {
        try await GuardedSite.with { site in
            let item = try #require(try await site.items("works").first)
            func write(_ actor: String, as role: ActingRole) async throws(PostgresError) -> Int {
                try await site.change(
                    """
                    INSERT INTO event (jurisdiction, number, item, kind, actor, department)
                    SELECT jurisdiction, number, item, 'note', '\(actor)', 'works' FROM work_item WHERE item = \(item)
                    """,
                    as: role
                )
            }
            for role in [site.role(), site.behalf()] {
                #expect(try await write("works/a", as: role) == 1)
                let error = await #expect(throws: PostgresError.self) { try await write("police/a", as: role) }
                #expect(error?.sqlState == .insufficientPrivilege)
            }
        }
    }

    @Test func `nobody asks about another's item, and no department says that a resident found it fixed`() async throws
    {
        try await GuardedSite.with { site in
            let item = try #require(
                try await site.items("works", "EXISTS (SELECT FROM accepted a WHERE a.item = w.item)").first
            )
            let before = try await site.everything()
            let moves = RequestMoves(pools: site.pools, jurisdiction: site.first.jurisdiction)
            let foreign = try await moves.ask("Which door?", about: item, by: Worker(department: "police", name: "a"))
            #expect(foreign == .refused(.notYours))
            // Were the question written all the same, the database would refuse it.
            let question = """
                INSERT INTO event (jurisdiction, number, item, kind, actor, department)
                SELECT $J, number, \(item), 'question', 'police/a', 'police'
                  FROM (SELECT max(number) AS number FROM service_request) AS r
                """
            for role in [site.role("police"), site.behalf("police")] {
                let error = await #expect(throws: PostgresError.self) { try await site.change(question, as: role) }
                #expect(error?.sqlState == .insufficientPrivilege)
            }
            let error = await #expect(throws: PostgresError.self) {
                try await site.change("UPDATE service_request SET confirmed_at = now()", as: site.role())
            }
            #expect(error?.sqlState == .insufficientPrivilege)
            #expect(try await site.everything() == before)
            #expect(
                try await site.texts(
                    "SELECT coalesce(max(confirmed_at)::text, '') FROM service_request",
                    as: site.role()
                ) == [""]
            )
            #expect(
                try await moves.ask("Which door?", about: item, by: Worker(department: "works", name: "a"))
                    == .done(true)
            )
        }
    }

    @Test func `what a transaction began with its own work it may finish`() async throws {
        try await GuardedSite.with { site in
            let item = try #require(try await site.items("works").first)
            let left = try await site.pools.transaction(as: site.behalf()) { connection throws(PostgresError) in
                try connection.execute(
                    """
                    WITH gone AS (
                        UPDATE work_item SET department = 'parks' WHERE item = \(item) RETURNING jurisdiction, number
                    )
                    INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart)
                    SELECT jurisdiction, number, \(item), 'rerouted', 'works/a', 'parks', 'works' FROM gone
                    """
                )
                return try connection.execute("UPDATE work_item SET hops = 1 WHERE item = \(item)")
            }
            #expect(left == 1)
            // Once it is over, the leg is the other's.
            #expect(try await site.change("UPDATE work_item SET hops = 2 WHERE item = \(item)", as: site.behalf()) == 0)
        }
    }

    @Test func `an item's status is told in its own jurisdiction only`() async throws {
        try await GuardedSite.with { site in
            let item = try #require(try await site.items("works").first)
            func status(_ jurisdiction: Int32, as role: ActingRole) async throws -> [String] {
                try await site.texts("SELECT coalesce(work_item_status(\(jurisdiction), \(item)), 'none')", as: role)
            }
            let (here, there) = (site.first.jurisdiction.number, site.second.jurisdiction.number)
            for department in ["works", "police"] {
                #expect(try await status(here, as: site.role(department)) == ["open"])
                let stranger = ActingRole.department(department, jurisdiction: there)
                #expect(try await status(here, as: stranger) == ["none"])
            }
        }
    }
}
