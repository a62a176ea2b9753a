import Logging
import Postgres
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
