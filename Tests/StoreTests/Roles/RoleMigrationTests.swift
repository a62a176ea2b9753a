import Logging
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct RoleMigrationTests {
    /// A user of the test cluster who owns an emptied database and is nobody's superuser.
    private static func plainOwner(
        of database: TestDatabase,
        granting roles: [DatabaseRole] = DatabaseRole.allCases
    ) async throws -> PostgresConfiguration {
        let name = "owner_" + (database.configuration.database ?? "")
        try await database.pool.withConnection { connection throws(PostgresError) in
            try connection.script(
                """
                CREATE ROLE \(name) LOGIN;
                DROP SCHEMA public CASCADE;
                CREATE SCHEMA public AUTHORIZATION \(name);
                """
            )
            for role in roles { try connection.script("GRANT \(role.rawValue) TO \(name)") }
        }
        var configuration = database.configuration
        configuration.user = name
        return configuration
    }

    private static func forget(_ owner: PostgresConfiguration, in database: TestDatabase) async throws {
        try await database.pool.withConnection { connection throws(PostgresError) in
            try connection.script("DROP OWNED BY \(owner.user ?? "") CASCADE; DROP ROLE \(owner.user ?? "")")
        }
    }

    @Test func `a plain owner who is a member migrates, and reads all of it back`() async throws {
        try await TestDatabase.with { database in
            let owner = try await Self.plainOwner(of: database)
            #expect(try await Schema.migrator.migrate(owner).count == Schema.migrations.count)
            #expect(try await DatabaseRole.obstacle(owner) == nil)
            let pool = PostgresPool(configuration: owner, size: 2, logger: Logger(label: "tests"))
            let row = try await Jurisdictions(pool: pool).open("tiny")
            // Row-level security is forced on the owner too; as a member of the service role it sees what is there.
            let names = try await pool.query(
                "SELECT name FROM queue WHERE jurisdiction = \(row.number)"
            ) { row in try row.decode(String.self) }
            #expect(names == ["triage"])
            #expect(try await Verification(pool: pool).run().breaches.isEmpty)
            await pool.close()
            try await Self.forget(owner, in: database)
        }
    }

    /// Policies ask functions that run as the owner, for whom row-level security is forced too.
    @Test func `where the owner is a plain one, work moves, and only its department's`() async throws {
        try await TestDatabase.with { database in
            let owner = try await Self.plainOwner(of: database)
            _ = try await Schema.migrator.migrate(owner)
            let city = try await TestCity(in: database)
            let moves = RequestMoves(pools: database.roles, jurisdiction: city.jurisdiction)
            let works = Worker(department: "works", name: "a")
            for _ in 0..<3 { try await city.submit() }
            let claim = try #require(try await city.queues.claim(3, for: works, lease: .seconds(600)))
            let items = claim.items.map(\.item)
            let released = try await city.queues.release([items[0]], under: claim.lease, by: works)
            #expect(released.map(\.outcome) == [.ok])
            let handed = HandOver([.init(item: items[1], queue: nil)], to: "triage", reason: "why")
            #expect(try await city.queues.handOver(handed, under: claim.lease, by: works).map(\.outcome) == [.ok])
            // A late word of what is triage's by now.
            #expect(try await city.queues.handOver(handed, under: claim.lease, by: works).map(\.outcome) == [.stale])
            _ = try await city.queues.accept([Acceptance(item: items[2])], under: claim.lease, by: works)
            let leg = try await moves.addLeg(for: items[2], reason: "help", by: works) { _ in
                .made(LegOrder(leg: RoutingDecision.Leg(department: "police"), dueIn: .seconds(60)))
            }
            #expect(leg.done?.change == .added)
            let police = Worker(department: "police", name: "b")
            #expect(try await moves.note("x", about: items[2], isPublic: false, by: police).refusal == .notYours)
            let stranger = ActingRole.onBehalf(of: "parks", jurisdiction: city.jurisdiction.number)
            let seen = try await database.roles.withConnection(as: stranger) { connection throws(PostgresError) in
                try connection.query("SELECT item FROM work_item") { row in try row.decode(Int64.self) }
            }
            #expect(seen == [])
            try await ChangesTests.settle(database)
            let changes = Changes(pools: database.roles, jurisdiction: city.jurisdiction)
            let told = try #require(try await changes.page(for: "police", after: .beginning, limit: 9))
            #expect(told.changes.map(\.kind) == ["leg_added"])
            #expect(try await city.verify().breaches.isEmpty)
            try await Self.forget(owner, in: database)
        }
    }

    @Test func `an owner who is no member, and may not make itself one, is told what to run`() async throws {
        try await TestDatabase.with { database in
            let owner = try await Self.plainOwner(of: database, granting: [.intake])
            let error = await #expect(throws: PostgresError.self) { try await Schema.migrator.migrate(owner) }
            #expect(error?.sqlState == .insufficientPrivilege)
            let detail = try #require(error?.detail)
            let user = try #require(owner.user)
            #expect(detail.contains("migration 6 roles"))
            #expect(detail.contains("GRANT dispatch311_department TO \(user); GRANT dispatch311_service TO \(user);"))
            #expect(!detail.contains("CREATE ROLE") && !detail.contains("GRANT dispatch311_intake"))
            try await Self.forget(owner, in: database)
        }
    }

    @Test func `who signs in without being a member is told the grant that is missing`() async throws {
        try await TestDatabase.with { database in
            let stranger = "stranger_" + (database.configuration.database ?? "")
            try await database.pool.execute("CREATE ROLE \(unescaped: stranger) LOGIN")
            try await database.pool.execute("GRANT dispatch311_intake TO \(unescaped: stranger)")
            var configuration = database.configuration
            configuration.user = stranger
            #expect(
                try await DatabaseRole.obstacle(configuration)
                    == "GRANT dispatch311_department, dispatch311_service TO \(stranger)"
            )
            try await database.pool.execute("DROP ROLE \(unescaped: stranger)")
        }
    }

    @Test func `several databases of one cluster migrate at once`() async throws {
        try await TestDatabase.with { database in
            let names = (0..<3).map { "many\($0)_" + (database.configuration.database ?? "") }
            for name in names { try await database.pool.execute("CREATE DATABASE \(unescaped: name)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for name in names {
                    var configuration = database.configuration
                    configuration.database = name
                    group.addTask { [configuration] in _ = try await Schema.migrator.migrate(configuration) }
                }
                try await group.waitForAll()
            }
            for name in names { try await database.pool.execute("DROP DATABASE \(unescaped: name) WITH (FORCE)") }
        }
    }
}
