import Postgres
import Store
import TestSupport
import Testing

/// What each role is shown by the database itself, whatever a statement asks for.
@Suite struct RowSecurityTests {
    @Test func `a department sees its own rows in its own jurisdiction, and nothing without saying who it is`()
        async throws
    {
        try await GuardedSite.with { site in
            let number = site.first.jurisdiction.number
            let expected = [
                ("work_item", 3), ("service_request", 3), ("ready", 1), ("lease", 1), ("accepted", 1), ("queue", 1),
                ("api_key", 1),
            ]
            for (table, rows) in expected {
                let seen = try await site.texts(
                    "SELECT jurisdiction::text FROM \(unescaped: table)",
                    as: site.role()
                )
                #expect(seen == Array(repeating: "\(number)", count: rows), "\(table)")
                #expect(
                    try await site.pools.department.query("SELECT jurisdiction FROM \(unescaped: table)") { row in
                        try row.decode(Int32.self)
                    }.isEmpty
                )
            }
            let told = try await site.texts("SELECT DISTINCT department FROM event", as: site.role())
            #expect(told == ["works"])
        }
    }

    @Test func `an offered item is both departments', and nobody else's`() async throws {
        try await GuardedSite.with { site in
            try await site.first.database.pool.execute(
                """
                UPDATE work_item SET offered_to = 'parks', offer_expires_at = now(), return_queue = queue
                 WHERE jurisdiction = \(site.first.jurisdiction.number)
                   AND item = (SELECT min(item) FROM work_item WHERE department = 'works')
                """
            )
            for (department, count) in [("works", 3), ("parks", 4), ("police", 0)] {
                for table in ["work_item", "service_request"] {
                    let seen = try await site.texts(
                        "SELECT number::text FROM \(unescaped: table)",
                        as: site.role(department)
                    )
                    #expect(seen.count == count, "\(department) in \(table)")
                }
            }
        }
    }

    @Test(arguments: [
        "UPDATE work_item SET status = 'open'", "DELETE FROM ready", "DELETE FROM accepted",
        "UPDATE lease SET holder = 'thief'", "UPDATE service_request SET status_notes = 'x'",
        "DELETE FROM idempotency",
    ])
    func `a department changes nothing of another`(statement: String) async throws {
        try await GuardedSite.with { site in
            let changed = try await site.pools.withConnection(as: site.role("police")) {
                connection throws(PostgresError) in
                try connection.execute("\(unescaped: statement)")
            }
            #expect(changed == 0)
            // The statement itself is good: who owns rows changes them.
            guard !statement.contains("idempotency") else { return }
            let own = try await site.pools.withConnection(as: site.role()) { connection throws(PostgresError) in
                try connection.execute("\(unescaped: statement)")
            }
            #expect(own > 0)
        }
    }

    @Test(arguments: [
        (DatabaseRole.department, "SELECT email FROM contact"), (.department, "SELECT secret FROM service_request"),
        (.service, "SELECT look_at_contact(1, 1, 'works/a')"), (.intake, "SELECT look_at_contact(1, 1, 'works/a')"),
        (.service, "SELECT contact_of_look(1, 1, 1)"), (.department, "SELECT is_own_look(1, 'works', 'works/a')"),
        (.department, "SELECT account_id FROM service_request"), (.department, "SELECT hash FROM api_key"),
        (.department, "SELECT number_key FROM jurisdiction"), (.department, "SELECT 1 FROM staff_session"),
        (.department, "SELECT 1 FROM openid_attempt"), (.intake, "SELECT 1 FROM openid_attempt"),
        (.department, "DELETE FROM event"), (.department, "DELETE FROM work_item"),
        (.department, "INSERT INTO ready VALUES (1, 1, 1, 1, 0, 'works')"), (.department, "CREATE TABLE t ()"),
        (.intake, "SELECT number FROM service_request"), (.intake, "SELECT email FROM contact"),
        (.intake, "SELECT seq FROM ready"), (.intake, "UPDATE work_item SET hops = 0"),
        (.intake, "SELECT 1 FROM api_key"), (.service, "UPDATE event SET kind = 'note'"),
        (.service, "DELETE FROM service_request"), (.service, "DELETE FROM publication"),
    ])
    func `what a role was not granted is refused`(role: DatabaseRole, statement: String) async throws {
        try await GuardedSite.with { site in
            let pool =
                switch role {
                case .intake: site.pools.intake
                case .department: site.pools.department
                case .service: site.pools.service
                }
            let error = await #expect(throws: PostgresError.self) {
                try await pool.execute("\(unescaped: statement)")
            }
            #expect(error?.sqlState == .insufficientPrivilege)
        }
    }

    @Test func `a department is told the contact of its own open items, each time with a line, and of nothing else`()
        async throws
    {
        try await GuardedSite.with { site in
            let (pool, here) = (site.first.database.pool, site.first.jurisdiction.number)
            try await pool.execute(
                "INSERT INTO contact (jurisdiction, number, email) SELECT jurisdiction, number, 'a@b' FROM service_request"
            )
            let own = try await site.items("works")
            let (offered, closed) = (own[1], own[2])
            try await pool.execute(
                """
                UPDATE work_item SET offered_to = 'parks', offer_expires_at = now(), return_queue = queue
                 WHERE item = \(offered)
                """
            )
            try await pool.execute(
                "UPDATE work_item SET status = 'cancelled', closed_at = now() WHERE item = \(closed)"
            )
            let other = try #require(try await site.items("parks").first)
            func look(_ item: Int64, _ actor: String = "works/a", as role: ActingRole) async throws -> [String] {
                try await site.texts("SELECT email FROM look_at_contact(\(here), \(item), \(actor))", as: role)
            }
            let lines = "event WHERE kind = 'contact_seen'"
            for item in [own[0], offered] { #expect(try await look(item, as: site.role()) == ["a@b"]) }
            #expect(try await site.first.database.count(lines) == 2)
            let elsewhere = ActingRole.department("works", jurisdiction: site.second.jurisdiction.number)
            for (item, actor, role) in [
                (closed, "works/a", site.role()), (other, "works/a", site.role()), (own[0], "parks/a", site.role()),
                (own[0], "works", site.role()), (own[0], "works/a", site.role("parks")),
                (own[0], "parks/a", site.role("parks")), (offered, "parks/a", site.role("parks")),
                (own[0], "works/a", elsewhere),
            ] { #expect(try await look(item, actor, as: role) == [], "\(item) \(actor) \(role)") }
            // Without saying who it is.
            let nobody = try await site.pools.department.query(
                "SELECT email FROM look_at_contact(\(here), \(own[0]), 'works/a')"
            ) { row in try row.decode(String.self) }
            #expect(nobody == [])
            #expect(try await site.first.database.count(lines) == 2)
            let event = try #require(
                try await pool.first("SELECT min(event) FROM event WHERE kind = 'contact_seen'") { row in
                    try row.decode(Int64.self)
                }
            )
            func again(_ item: Int64, _ event: Int64, as role: ActingRole) async throws -> [String] {
                try await site.texts("SELECT email FROM contact_of_look(\(here), \(item), \(event))", as: role)
            }
            #expect(try await again(own[0], event, as: site.role()) == ["a@b"])
            #expect(try await again(own[0], event, as: site.role("parks")) == [])
            #expect(try await again(offered, event, as: site.role()) == [])
            #expect(try await again(own[0], event + 100, as: site.role()) == [])
            #expect(try await again(own[0], event, as: elsewhere) == [])
            #expect(try await site.first.database.count(lines) == 2)
        }
    }

    @Test func `a department writes no history of another's item`() async throws {
        try await GuardedSite.with { site in
            let error = await #expect(throws: PostgresError.self) {
                try await site.pools.withConnection(as: site.role("police")) { connection throws(PostgresError) in
                    try connection.execute(
                        """
                        INSERT INTO event (jurisdiction, number, item, kind, actor, department)
                        VALUES (\(site.first.jurisdiction.number), 1, 1, 'note', 'x', 'works')
                        """
                    )
                }
            }
            #expect(error?.sqlState == .insufficientPrivilege)
        }
    }

    @Test(arguments: ["RESET ROLE", "RESET ALL", "DISCARD ALL"])
    func `a reset does not lose the role`(reset: String) async throws {
        try await TestDatabase.with { database in
            let configuration = DatabaseRole.department.sessions(with: database.configuration)
            let connection = try await PostgresConnection.open(configuration)
            try await connection.script(reset)
            let user = try await connection.first("SELECT current_user::text") { row in try row.decode(String.self) }
            #expect(user == "dispatch311_department")
            await connection.close()
        }
    }

    @Test func `nothing of a context is left for the next borrower`() async throws {
        try await GuardedSite.with { site in
            #expect(try await !site.texts("SELECT department FROM work_item", as: site.role()).isEmpty)
            for _ in 0..<4 {
                let left = try await site.pools.department.first(
                    "SELECT current_setting('dispatch311.department', true)"
                ) { row in try row.decode(String?.self) }
                #expect(left == .some("") || left == .some(nil) || left == nil)
            }
            // In a transaction each statement has it, though it is sent with the first only.
            let seen = try await site.pools.transaction(as: site.role()) { connection throws(PostgresError) in
                try (0..<3).map { _ throws(PostgresError) in
                    try connection.query("SELECT item FROM work_item") { row in try row.decode(Int64.self) }.count
                }
            }
            #expect(seen == [3, 3, 3])
        }
    }
}
