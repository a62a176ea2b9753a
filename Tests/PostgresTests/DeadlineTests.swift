import Testing

@testable import Postgres

@Suite struct DeadlineTests {
    @Test func `a missed deadline costs the connection, not its thread nor anyone else`() async throws {
        try await withConnection { slow in
            try await withConnection { other async throws in
                let clock = ContinuousClock()
                let start = clock.now
                let error = await failure {
                    try await slow.execute("SELECT pg_sleep(30)", deadline: .milliseconds(100))
                }
                #expect(clock.now - start < .seconds(25))
                #expect(error?.code == .deadlineExceeded)
                #expect(error?.isFateUnknown == true)
                #expect(error?.isTransient == true)
                #expect(await !slow.isUsable)
                let later = await failure { try await slow.execute("SELECT 1") }
                #expect(later?.code == .connectionLost)
                #expect(later?.isFateUnknown == false)
                #expect(try await other.first("SELECT 1") { try $0.decode(Int.self) } == 1)
            }
        }
    }

    @Test func `the server stops a statement first, which keeps the connection`() async throws {
        try await withConnection({
            $0.statementDeadline = .seconds(2); $0.settings["statement_timeout"] = "50ms"
        }) {
            let connection = $0
            let error = await failure { try await connection.execute("SELECT pg_sleep(30)") }
            #expect(error?.code == .server(.queryCanceled))
            #expect(error?.isFateUnknown == false)
            #expect(await connection.isUsable)
        }
    }

    @Test func `a longer deadline raises the server's limit for one call`() async throws {
        try await withConnection({ $0.statementDeadline = .seconds(20) }) { connection async throws in
            func limit(_ deadline: Duration?) async throws -> String? {
                try await connection.first("SELECT current_setting('statement_timeout')", deadline: deadline) {
                    try $0.decode(String.self)
                }
            }
            #expect(try await limit(nil) == "18s")
            #expect(try await limit(.seconds(40)) == "36s")
            #expect(try await limit(nil) == "18s")
        }
    }

    @Test func `a raised limit does not outlive a failed call`() async throws {
        try await withConnection({ $0.statementDeadline = .seconds(20) }) { connection in
            _ = await failure { try await connection.execute("SELECT 1 / \(0)", deadline: .seconds(40)) }
            let outside = try await connection.first("SHOW statement_timeout") { try $0.decode(String.self) }
            #expect(outside == "18s")
            _ = await failure {
                try await connection.transaction { connection throws(PostgresError) in
                    try connection.execute("SELECT 1 / \(0)", deadline: .seconds(40))
                }
            }
            let after = try await connection.first("SHOW statement_timeout") { try $0.decode(String.self) }
            #expect(after == "18s")
        }
    }

    @Test func `a deadline missed inside a transaction leaves no doubt`() async throws {
        let table = uniqueName("t")
        try await withConnection { watcher in
            try await watcher.script("CREATE TABLE \(table) (n int)")
            try await withConnection { connection in
                let error = await failure {
                    try await connection.transaction { connection throws(PostgresError) in
                        try connection.execute("INSERT INTO \(unescaped: table) VALUES (1)")
                        try connection.execute("SELECT pg_sleep(5)", deadline: .milliseconds(50))
                    }
                }
                #expect(error?.code == .deadlineExceeded)
                #expect(error?.isFateUnknown == false)
            }
            let count = try await watcher.first("SELECT count(*) FROM \(unescaped: table)") { try $0.decode(Int.self) }
            #expect(count == 0)
        }
    }

    @Test func `a terminated session is a lost connection`() async throws {
        try await withConnection { victim in
            try await withConnection { killer in
                let process = await victim.processID
                async let call = failure { try await victim.execute("SELECT pg_sleep(30)") }
                let isSleeping = try await eventually {
                    try await killer.first("SELECT state = 'active' FROM pg_stat_activity WHERE pid = \(process)") {
                        try $0.decode(Bool?.self)
                    } == true
                }
                #expect(isSleeping)
                try await killer.execute("SELECT pg_terminate_backend(\(process))")
                let error = await call
                #expect(error?.code == .connectionLost)
                #expect(error?.isFateUnknown == true)
                #expect(error?.isTransient == true)
                #expect(await !victim.isUsable)
            }
        }
    }

    @Test(arguments: [false, true])
    func `a commit whose wait for the standby was ended is in doubt`(inTransaction: Bool) async throws {
        let table = uniqueName("t")
        let insert: SQL = "INSERT INTO \(unescaped: table) VALUES (1)"
        try await withConnection { watcher in
            try await watcher.script("CREATE TABLE \(table) (n int)")
            // The server's standby does not exist, so such a commit waits for ever.
            try await withConnection({ $0.settings["synchronous_commit"] = "on" }) { writer in
                let process = await writer.processID
                async let call = failure {
                    if inTransaction {
                        try await writer.transaction { writer throws(PostgresError) in _ = try writer.execute(insert) }
                    } else {
                        try await writer.execute(insert)
                    }
                }
                let isWaiting = try await eventually {
                    let event = try await watcher.first(
                        "SELECT wait_event FROM pg_stat_activity WHERE pid = \(process)"
                    ) { try $0.decode(String?.self) }
                    return event == "SyncRep"
                }
                #expect(isWaiting)
                try await watcher.execute("SELECT pg_cancel_backend(\(process))")
                let error = await call
                #expect(error?.code == .server(.warning))
                #expect(error?.isFateUnknown == true)
                #expect(await writer.isUsable)
            }
            let count = try await watcher.first("SELECT count(*) FROM \(unescaped: table)") { try $0.decode(Int.self) }
            #expect(count == 1)
        }
    }

    @Test func `a session terminated while idle is noticed at the next call`() async throws {
        try await withConnection { victim in
            try await withConnection { killer in
                try await killer.terminate(await victim.processID)
                let error = await failure { try await victim.execute("SELECT 1") }
                #expect(error?.code == .connectionLost)
            }
        }
    }
}

extension PostgresConnection {
    /// Ends another session and waits until it has gone.
    func terminate(_ process: Int32) async throws {
        try execute("SELECT pg_terminate_backend(\(process))")
        let isGone = try await eventually {
            try self.first("SELECT count(*) FROM pg_stat_activity WHERE pid = \(process)") { try $0.decode(Int.self) }
                == 0
        }
        #expect(isGone)
    }
}
