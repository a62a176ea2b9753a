import Testing

@testable import Postgres

@Suite struct PostgresConnectionTests {
    @Test func `a statement with values gives its rows back decoded`() async throws {
        let rows = try await withConnection { connection in
            try await connection.query("SELECT n, 'x' || n FROM generate_series(1, \(3)) AS n") { row in
                try row.decode(Int.self, String.self)
            }
        }
        #expect(rows.map(\.0) == [1, 2, 3])
        #expect(rows.map(\.1) == ["x1", "x2", "x3"])
    }

    @Test func `first gives one row or none`() async throws {
        try await withConnection { connection in
            let one = try await connection.first("SELECT n FROM generate_series(5, 9) AS n") { try $0.decode(Int.self) }
            let none = try await connection.first("SELECT 1 WHERE false") { try $0.decode(Int.self) }
            #expect(one == 5)
            #expect(none == nil)
        }
    }

    @Test func `execute counts the rows it touched`() async throws {
        try await withConnection { connection in
            try await connection.script("CREATE TEMP TABLE t (n bigint); INSERT INTO t VALUES (1), (2), (3)")
            let touched = try await connection.execute("UPDATE t SET n = n + 1 WHERE n < \(3)")
            #expect(touched == 2)
        }
    }

    @Test func `the session is in UTC and UTF-8 with its limits set`() async throws {
        try await withConnection { connection in
            let settings = try await connection.first(
                """
                SELECT current_setting('TimeZone'), current_setting('client_encoding'), current_setting('lock_timeout'),
                    current_setting('statement_timeout'), current_setting('application_name')
                """
            ) { try $0.decode(String.self, String.self, String.self, String.self, String.self) }
            #expect(settings?.0 == "UTC")
            #expect(settings?.1 == "UTF8")
            #expect(settings?.2 == "3s")
            #expect(settings?.3 == "27s")
            #expect(settings?.4 == "dispatch311")
        }
    }

    @Test func `own settings replace the defaults and may hold spaces`() async throws {
        let change: (inout PostgresConfiguration) -> Void = {
            $0.settings = ["lock_timeout": "1s", "search_path": "pg_catalog, public", "my.word": "a \\ b"]
        }
        try await withConnection(change) { connection in
            let found = try await connection.first(
                "SELECT current_setting('lock_timeout'), current_setting('search_path'), current_setting('my.word')"
            ) { try $0.decode(String.self, String.self, String.self) }
            #expect(found?.0 == "1s")
            #expect(found?.1 == "pg_catalog, public")
            #expect(found?.2 == "a \\ b")
        }
    }

    @Test func `calls from many tasks run one after the other`() async throws {
        try await withConnection { connection in
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for n in 1...100 {
                    group.addTask {
                        try await connection.first("SELECT \(n)::bigint") { try $0.decode(Int.self) } ?? 0
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 5050)
        }
    }

    @Test func `code on the connection runs on one thread of its own`() async throws {
        try await withConnection { connection in
            #expect(await connection.isOnItsThread())
        }
    }

    @Test func `a closed connection says so at every later call`() async throws {
        let connection = try await TestServer.open()
        await connection.close()
        await connection.close()
        #expect(await !connection.isUsable)
        for _ in 0..<3 {
            let error = await failure { try await connection.execute("SELECT 1") }
            #expect(error?.code == .connectionLost)
            #expect(error?.isFateUnknown == false)
        }
    }

    @Test func `closing while calls wait lets each of them end`() async throws {
        let connection = try await TestServer.open()
        let ended = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    let error = await failure { try await connection.execute("SELECT pg_sleep(0.002)") }
                    return error == nil || error?.code == .connectionLost
                }
            }
            group.addTask {
                await connection.close()
                return true
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(ended == 41)
    }

    @Test func `a server that is not there is an error without its address`() async throws {
        let nowhere = PostgresConfiguration(socketFolder: "/tmp/d311-nobody", database: "secretdb", user: "someone")
        let error = await failure { try await PostgresConnection.open(nowhere) }
        #expect(error?.code == .connectFailed)
        #expect(error?.isTransient == true)
        #expect(error?.description.contains("nobody") == false)
        #expect(error?.fileID.hasSuffix("PostgresConnectionTests.swift") == true)
    }

    @Test func `a database that is not there is named by its code`() async throws {
        var configuration = try TestServer.configuration
        configuration.database = "no such database"
        let error = await failure { [configuration] in try await PostgresConnection.open(configuration) }
        #expect(error?.code == .server(.invalidCatalogName))
        #expect(error?.isTransient == false)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a server that never answers is given up after the connect timeout`() async throws {
        let silent = try SilentServer()
        var configuration = try PostgresConfiguration(url: "postgres://u@127.0.0.1:\(silent.port)/d?sslmode=disable")
        configuration.connectTimeout = .milliseconds(200)
        // Without the timeout this would wait for ever.
        let error = await failure { [configuration] in try await PostgresConnection.open(configuration) }
        #expect(error?.code == .connectFailed)
    }

    @Test func `COPY to the client is refused and ends the connection`() async throws {
        try await withConnection { connection in
            let error = await failure { try await connection.script("COPY (SELECT 1) TO STDOUT") }
            #expect(error?.code == .server(.featureNotSupported))
            #expect(await !connection.isUsable)
        }
    }

    @Test func `a script runs all its statements or none`() async throws {
        try await withConnection { connection in
            try await connection.script("CREATE TEMP TABLE t (n int)")
            let error = await failure {
                try await connection.script("INSERT INTO t VALUES (1); INSERT INTO t VALUES (1/0)")
            }
            #expect(error?.sqlState?.classCode == "22")
            let count = try await connection.first("SELECT count(*) FROM t") { try $0.decode(Int.self) }
            #expect(count == 0)
        }
    }

    @Test func `notices stay off standard error and do not disturb`() async throws {
        try await withConnection { connection in
            try await connection.script("DO $$ BEGIN RAISE WARNING 'this must not be printed'; END $$")
            let one = try await connection.first("SELECT 1") { try $0.decode(Int.self) }
            #expect(one == 1)
        }
    }

    @Test func `a context travels with its statement and ends with it`() async throws {
        try await withConnection { connection in
            for name in ["nypd", "dsny"] {
                let seen = try await connection.first(
                    "SELECT current_setting('d311.department') || \("!")",
                    context: "SELECT set_config('d311.department', \(name), true)"
                ) { try $0.decode(String.self) }
                #expect(seen == "\(name)!")
            }
            let after = try await connection.first("SELECT current_setting('d311.department', true)") {
                try $0.decode(String?.self)
            }
            #expect(after == .some("") || after == .some(nil))
        }
    }

    @Test func `an error in a context or behind it leaves the connection in order`() async throws {
        try await withConnection { connection in
            let before = await failure { try await connection.execute("SELECT 1", context: "SELECT 1 / \(0)") }
            #expect(before?.sqlState?.classCode == "22")
            let behind = await failure { try await connection.execute("SELECT 1 / \(0)", context: "SELECT 1") }
            #expect(behind?.sqlState?.classCode == "22")
            let fine = try await connection.first("SELECT \(7)", context: "SELECT 1") { try $0.decode(Int.self) }
            #expect(fine == 7)
            #expect(await !connection.isInTransaction)
        }
    }
}

extension PostgresConnection {
    /// Stops the program when it is not so.
    fileprivate func isOnItsThread() -> Bool {
        assertIsolated()
        return true
    }
}
