import Testing

@testable import Postgres

@Suite struct TransactionTests {
    private func count(_ connection: PostgresConnection) async throws -> Int? {
        try await connection.first("SELECT count(*) FROM t") { try $0.decode(Int.self) }
    }

    @Test func `what the body did is there afterwards`() async throws {
        try await withConnection { connection in
            try await connection.script("CREATE TEMP TABLE t (n int)")
            let touched = try await connection.transaction { connection throws(PostgresError) in
                try connection.execute("INSERT INTO t VALUES (\(1)::int)")
                    + connection.execute("INSERT INTO t VALUES (2), (3)")
            }
            #expect(touched == 3)
            #expect(try await count(connection) == 3)
        }
    }

    @Test func `a body that throws leaves nothing behind`() async throws {
        try await withConnection { connection in
            try await connection.script("CREATE TEMP TABLE t (n int CHECK (n < 10))")
            let server = await failure {
                try await connection.transaction { connection throws(PostgresError) in
                    try connection.execute("INSERT INTO t VALUES (1)")
                    try connection.execute("INSERT INTO t VALUES (11)")
                }
            }
            #expect(server?.code == .server(.checkViolation))
            let own = await failure {
                try await connection.transaction { connection throws(PostgresError) in
                    try connection.execute("INSERT INTO t VALUES (1)")
                    throw PostgresError(.migration, detail: "mine")
                }
            }
            #expect(own?.code == .migration)
            #expect(try await count(connection) == 0)
            #expect(await !connection.isInTransaction)
        }
    }

    @Test func `an error that the body kept to itself does not pass for success`() async throws {
        try await withConnection { connection in
            try await connection.script("CREATE TEMP TABLE t (n int)")
            let error = await failure {
                try await connection.transaction { connection throws(PostgresError) in
                    try connection.execute("INSERT INTO t VALUES (1)")
                    _ = try? connection.execute("SELECT 1 / 0")
                }
            }
            #expect(error?.code == .server(.inFailedTransaction))
            #expect(try await count(connection) == 0)
        }
    }

    @Test func `a refused COMMIT is known not to have happened`() async throws {
        try await withConnection { connection in
            try await connection.script("CREATE TEMP TABLE t (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
            let error = await failure {
                try await connection.transaction { connection throws(PostgresError) in
                    try connection.execute("INSERT INTO t VALUES (1), (1)")
                }
            }
            #expect(error?.code == .server(.uniqueViolation))
            #expect(error?.isFateUnknown == false)
            #expect(try await count(connection) == 0)
        }
    }

    @Test func `transactions do not nest`() async throws {
        try await withConnection { connection in
            let error = await failure {
                try await connection.transaction { connection throws(PostgresError) in
                    try connection.transaction { connection throws(PostgresError) in try connection.execute("SELECT 1")
                    }
                }
            }
            #expect(error?.code == .server(.activeTransaction))
            #expect(await !connection.isInTransaction)
        }
    }

    @Test(arguments: Isolation.allCases)
    func `each level is what the server says it is`(isolation: Isolation) async throws {
        let found = try await withConnection { connection in
            try await connection.transaction(isolation) { connection throws(PostgresError) in
                try connection.first(
                    "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')"
                ) {
                    try $0.decode(String.self, String.self)
                }
            }
        }
        #expect(found?.0 == (isolation == .readCommitted ? "read committed" : "repeatable read"))
        #expect(found?.1 == (isolation == .repeatableReadReadOnly ? "on" : "off"))
    }

    @Test func `one of two who change the same row at once is told to try again`() async throws {
        let table = uniqueName("counter")
        try await withConnection { one in
            try await one.script("CREATE TABLE \(table) (n int); INSERT INTO \(table) VALUES (0)")
            try await withConnection { two in
                let error = await failure {
                    try await one.script("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM \(table)")
                    try await two.script("UPDATE \(table) SET n = n + 1")
                    try await one.script("UPDATE \(table) SET n = n + 1")
                }
                #expect(error?.code == .server(.serializationFailure))
                #expect(error?.isTransient == true)
            }
            try await one.script("ROLLBACK")
            try await one.script("DROP TABLE \(table)")
        }
    }
}
