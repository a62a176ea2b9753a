import Testing

@testable import Postgres

@Suite struct StatementCacheTests {
    private func preparedCount(_ connection: PostgresConnection) async throws -> Int {
        try await connection.first("SELECT count(*) FROM pg_prepared_statements") { try $0.decode(Int.self) } ?? -1
    }

    @Test func `a text is prepared once`() async throws {
        try await withConnection { connection in
            let before = try await preparedCount(connection)
            for n in 0..<10 { try await connection.execute("SELECT \(n) + 1") }
            #expect(try await preparedCount(connection) == before + 1)
        }
    }

    @Test func `the same text with other types is prepared anew`() async throws {
        try await withConnection { connection in
            let one = try await connection.first("SELECT pg_typeof(\(1))::text") { try $0.decode(String.self) }
            let two = try await connection.first("SELECT pg_typeof(\(Int16(1)))::text") { try $0.decode(String.self) }
            #expect(one == "bigint")
            #expect(two == "smallint")
        }
    }

    @Test func `the session does not gather statements without end`() async throws {
        try await withConnection { connection in
            for n in 0..<400 { try await connection.execute(SQL(unescaped: "SELECT \(n)")) }
            #expect(try await preparedCount(connection) <= 256)
        }
    }

    @Test func `a statement survives an altered table`() async throws {
        try await withConnection { connection in
            try await connection.script("CREATE TEMP TABLE t (a int); INSERT INTO t VALUES (1)")
            let statement: SQL = "SELECT * FROM t"
            #expect(try await connection.first(statement) { try $0.decode(Int.self) } == 1)
            try await connection.script("ALTER TABLE t ALTER COLUMN a TYPE text USING 'was ' || a")
            #expect(try await connection.first(statement) { try $0.decode(String.self) } == "was 1")
            try await connection.script("ALTER TABLE t ADD COLUMN b int DEFAULT 2")
            let both = try await connection.first(statement, context: "SELECT 1") {
                try $0.decode(String.self, Int.self)
            }
            #expect(both?.1 == 2)
        }
    }

    @Test func `an altered table inside a transaction is an error once, not for ever`() async throws {
        try await withConnection { connection in
            try await connection.script("CREATE TEMP TABLE t (a int); INSERT INTO t VALUES (1)")
            let statement: SQL = "SELECT * FROM t"
            try await connection.execute(statement)
            try await connection.script("ALTER TABLE t ADD COLUMN b int")
            let error = await failure {
                try await connection.transaction { connection throws(PostgresError) in try connection.execute(statement)
                }
            }
            #expect(error?.code == .server(.featureNotSupported))
            let rows = try await connection.transaction { connection throws(PostgresError) in
                try connection.execute(statement)
            }
            #expect(rows == 1)
        }
    }

    @Test func `a session whose statements were thrown away prepares them again`() async throws {
        try await withConnection { connection in
            try await connection.execute("SELECT \(1)")
            try await connection.script("DEALLOCATE ALL")
            #expect(try await connection.first("SELECT \(1)") { try $0.decode(Int.self) } == 1)
        }
    }

    @Test func `a feature that is really not supported is said so`() async throws {
        try await withConnection { connection in
            let asked: SQL = "SELECT 1 UNION SELECT 2 FOR UPDATE"
            let raised: SQL = "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '0A000'; END $$"
            for statement in [asked, asked, raised, raised] {
                let error = await failure { try await connection.execute(statement) }
                #expect(error?.code == .server(.featureNotSupported))
            }
        }
    }

    @Test func `the least recently used is forgotten first`() {
        var cache = StatementCache(capacity: 2)
        #expect(cache.remember("a", as: "1") == [])
        #expect(cache.remember("b", as: "2") == [])
        #expect(cache.name(for: "a") == "1")
        #expect(cache.remember("c", as: "3") == ["2"])
        #expect(cache.name(for: "b") == nil)
        #expect(cache.name(for: "a") == "1")
        #expect(cache.remember("a", as: "4") == ["1"])
    }
}
