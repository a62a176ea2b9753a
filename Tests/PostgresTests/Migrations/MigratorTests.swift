import Testing

@testable import Postgres

@Suite struct MigratorTests {
    private static let one = Migration(
        number: 1,
        name: "place",
        sql: "CREATE TABLE place (n int); INSERT INTO place VALUES (1)"
    )
    private static let two = Migration(
        number: 2,
        name: "more",
        sql: "ALTER TABLE place ADD COLUMN m int; SELECT pg_sleep(0.05)"
    )
    private static let three = Migration(number: 3, name: "rows", sql: "INSERT INTO place VALUES (3, 3)")

    private func rows(_ configuration: PostgresConfiguration) async throws -> Int? {
        try await withConnection({ $0 = configuration }) { connection in
            try await connection.first("SELECT count(*) FROM place") { try $0.decode(Int.self) }
        }
    }

    @Test func `what is missing is applied once and in order`() async throws {
        try await withDatabase { configuration async throws in
            #expect(try await Migrator([]).status(configuration) == .current)
            let early = Migrator([Self.two, Self.one])
            #expect(try await early.status(configuration) == .behind([Self.one, Self.two]))
            #expect(try await early.migrate(configuration) == [Self.one, Self.two])
            #expect(try await early.migrate(configuration) == [])
            #expect(try await early.status(configuration) == .current)
            let late = Migrator([Self.one, Self.two, Self.three])
            #expect(try await late.status(configuration) == .behind([Self.three]))
            #expect(try await late.migrate(configuration) == [Self.three])
            #expect(try await rows(configuration) == 2)
        }
    }

    @Test func `two at once do the work of one`() async throws {
        try await withDatabase { configuration in
            let migrator = Migrator([Self.one, Self.two, Self.three])
            let applied = try await withThrowingTaskGroup(of: [Migration].self) { group in
                for _ in 0..<3 { group.addTask { try await migrator.migrate(configuration) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.map(\.number).sorted() == [1, 2, 3])
            #expect(try await rows(configuration) == 2)
        }
    }

    @Test func `a newer database is left alone`() async throws {
        try await withDatabase { configuration in
            _ = try await Migrator([Self.one, Self.two]).migrate(configuration)
            let old = Migrator([Self.one])
            #expect(try await old.status(configuration) == .newer([2]))
            let error = await failure { try await old.migrate(configuration) }
            #expect(error?.code == .migration)
            #expect(error?.detail.contains("[2]") == true)
            #expect(error?.isTransient == false)
        }
    }

    @Test func `a changed text is refused`() async throws {
        try await withDatabase { configuration in
            _ = try await Migrator([Self.one]).migrate(configuration)
            let changed = Migrator([Migration(number: 1, name: "place", sql: Self.one.sql + " "), Self.two])
            #expect(try await changed.status(configuration) == .changed(1))
            let error = await failure { try await changed.migrate(configuration) }
            #expect(error?.code == .migration)
            #expect(try await Migrator([Self.one]).status(configuration) == .current)
        }
    }

    @Test func `a step that fails leaves nothing behind and says which it was`() async throws {
        try await withDatabase { configuration async throws in
            let broken = Migration(number: 2, name: "broken", sql: "INSERT INTO place VALUES (2); SELECT 1 / 0")
            let error = await failure { try await Migrator([Self.one, broken]).migrate(configuration) }
            #expect(error?.sqlState?.classCode == "22")
            #expect(error?.detail.hasPrefix("migration 2 broken: ") == true)
            #expect(try await rows(configuration) == 1)
            #expect(try await Migrator([Self.one, Self.two]).migrate(configuration) == [Self.two])
        }
    }

    @Test func `a number used twice is refused`() async throws {
        try await withDatabase { configuration in
            let twice = Migrator([Self.one, Migration(number: 1, name: "again", sql: "SELECT 1")])
            let error = await failure { try await twice.migrate(configuration) }
            #expect(error?.code == .migration)
        }
    }

    @Test func `a pool can be asked too`() async throws {
        try await withPool { pool in
            let status = try await Migrator([Self.one]).status(pool)
            #expect(status == .behind([Self.one]))
        }
    }
}
