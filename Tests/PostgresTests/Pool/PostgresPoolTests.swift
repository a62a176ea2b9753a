import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import Postgres

@Suite struct PostgresPoolTests {
    @Test func `three hundred statements of fifty tasks share four connections`() async throws {
        try await withPool(size: 4) { pool in
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for task in 0..<50 {
                    group.addTask {
                        var sum = 0
                        for n in 0..<6 {
                            sum += try await pool.first("SELECT \(task * 6 + n) + 0") { try $0.decode(Int.self) } ?? 0
                        }
                        return sum
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 299 * 300 / 2)
            let statistics = pool.statistics
            #expect((1...4).contains(statistics.open))
            #expect(statistics.idle == statistics.open)
            #expect(statistics.waiting == 0)
        }
    }

    @Test func `whoever comes first is served first`() async throws {
        try await withPool(size: 1) { pool in
            let order = Order()
            let gate = Gate()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await pool.withConnection { _ throws(PostgresError) in gate.pass() }
                }
                try await #require(eventually { gate.isReached })
                for n in 1...5 {
                    group.addTask {
                        try await pool.withConnection { _ throws(PostgresError) in order.add(n) }
                    }
                    try await #require(eventually { pool.statistics.waiting == n })
                }
                gate.open()
                try await group.waitForAll()
            }
            #expect(order.all == [1, 2, 3, 4, 5])
        }
    }

    @Test func `waiting ends at the limit`() async throws {
        try await withPool(size: 1, waitLimit: .milliseconds(50)) { pool in
            let gate = Gate()
            async let holder: Void = pool.withConnection { _ throws(PostgresError) in gate.pass() }
            try await #require(eventually { gate.isReached })
            for _ in 0..<2 {
                let error = await failure { try await pool.execute("SELECT 1") }
                #expect(error?.code == .poolTimeout)
                #expect(error?.isTransient == true)
                #expect(error?.fileID.hasSuffix("PostgresPoolTests.swift") == true)
            }
            #expect(pool.statistics.waiting == 0)
            gate.open()
            try await holder
            #expect(try await pool.first("SELECT 1") { try $0.decode(Int.self) } == 1)
        }
    }

    @Test func `a cancelled task leaves the line`() async throws {
        try await withPool(size: 1) { pool in
            let gate = Gate()
            async let holder: Void = pool.withConnection { _ throws(PostgresError) in gate.pass() }
            try await #require(eventually { gate.isReached })
            let waiter = Task { await failure { try await pool.execute("SELECT 1") } }
            try await #require(eventually { pool.statistics.waiting == 1 })
            waiter.cancel()
            #expect(await waiter.value?.code == .poolTimeout)
            #expect(pool.statistics.waiting == 0)
            let early = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await failure { try await pool.execute("SELECT 1") }
            }
            #expect(await early.value?.code == .poolTimeout)
            gate.open()
            try await holder
        }
    }

    @Test func `lost connections are replaced without the next caller noticing`() async throws {
        try await withPool(size: 3) { pool in
            try await withConnection { killer in
                let processes = try await pool.processIDs(3)
                #expect(Set(processes).count == 3)
                for process in processes { try await killer.terminate(process) }
                for _ in 0..<6 {
                    #expect(try await pool.first("SELECT 1") { try $0.decode(Int.self) } == 1)
                }
                let others = try await pool.processIDs(3)
                #expect(Set(others).isDisjoint(with: processes))
            }
        }
    }

    @Test func `a connection that breaks under its user is replaced for the next`() async throws {
        try await withPool(size: 1) { pool async throws in
            let error = await failure { try await pool.execute("SELECT pg_terminate_backend(pg_backend_pid())") }
            #expect(error?.code == .connectionLost)
            #expect(try await pool.first("SELECT 1") { try $0.decode(Int.self) } == 1)
            let late = await failure { try await pool.execute("SELECT pg_sleep(9)", deadline: .milliseconds(20)) }
            #expect(late?.code == .deadlineExceeded)
            #expect(try await pool.first("SELECT 1") { try $0.decode(Int.self) } == 1)
            #expect(pool.statistics.open == 1)
        }
    }

    @Test func `a transaction left open is rolled back before the next user`() async throws {
        try await withPool(size: 1) { pool in
            try await pool.withConnection { connection throws(PostgresError) in try connection.script("BEGIN; SELECT 1")
            }
            let isInside = try await pool.withConnection { connection throws(PostgresError) in
                connection.isInTransaction
            }
            #expect(!isInside)
            try await pool.withConnection { connection throws(PostgresError) in
                try connection.script("BEGIN")
                _ = try? connection.script("SELECT 1/0")
            }
            #expect(try await pool.first("SELECT 1") { try $0.decode(Int.self) } == 1)
        }
    }

    @Test func `transactions of the pool commit and roll back`() async throws {
        let table = uniqueName("pooled")
        try await withPool(size: 2) { pool in
            try await pool.withConnection { connection throws(PostgresError) in
                try connection.script("CREATE TABLE \(table) (n bigint)")
            }
            let touched = try await pool.transaction { connection throws(PostgresError) in
                try connection.execute("INSERT INTO \(unescaped: table) VALUES (\(1))")
            }
            #expect(touched == 1)
            _ = await failure {
                try await pool.transaction(.repeatableRead) { connection throws(PostgresError) in
                    try connection.execute("INSERT INTO \(unescaped: table) VALUES (\(2))")
                    throw PostgresError(.decoding, detail: "mine")
                }
            }
            let all = try await pool.query("SELECT n FROM \(unescaped: table)") { try $0.decode(Int.self) }
            #expect(all == [1])
            try await pool.execute("DROP TABLE \(unescaped: table)")
        }
    }

    @Test func `no server means an error for each caller and no connection counted`() async throws {
        let nowhere = PostgresConfiguration(socketFolder: "/tmp/d311-nobody", database: "x", user: "x")
        let pool = PostgresPool(configuration: nowhere, size: 2, waitLimit: .seconds(2), logger: .quiet)
        for _ in 0..<3 {
            let error = await failure { try await pool.execute("SELECT 1") }
            #expect(error?.code == .connectFailed)
        }
        let errors = await withTaskGroup(of: PostgresError?.self) { group in
            for _ in 0..<6 { group.addTask { await failure { try await pool.execute("SELECT 1") } } }
            return await group.reduce(into: []) { $0.append($1?.code) }
        }
        #expect(errors.allSatisfy { $0 == .connectFailed || $0 == .poolTimeout })
        #expect(pool.statistics.open == 0 && pool.statistics.idle == 0 && pool.statistics.waiting == 0)
        await pool.close()
    }

    @Test func `closing lets what is under way finish and refuses the rest`() async throws {
        let pool = PostgresPool(configuration: try TestServer.configuration, size: 1, logger: .quiet)
        let gate = Gate()
        async let under = pool.withConnection { connection throws(PostgresError) in
            gate.pass()
            return try connection.first("SELECT 7") { try $0.decode(Int.self) }
        }
        try await #require(eventually { gate.isReached })
        async let waiting = failure { try await pool.execute("SELECT 1") }
        try await #require(eventually { pool.statistics.waiting == 1 })
        async let closing: Void = pool.close()
        #expect(await waiting?.code == .poolClosed)
        gate.open()
        #expect(try await under == 7)
        await closing
        #expect(pool.statistics.open == 0 && pool.statistics.idle == 0 && pool.statistics.waiting == 0)
        let late = await failure { try await pool.execute("SELECT 1") }
        #expect(late?.code == .poolClosed)
        await pool.close()
    }

    @Test func `as a service it closes at a graceful shutdown`() async throws {
        let pool = PostgresPool(configuration: try TestServer.configuration, size: 1, logger: .quiet)
        let group = ServiceGroup(configuration: .init(services: [.init(service: pool)], logger: .quiet))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            #expect(try await pool.first("SELECT 1") { try $0.decode(Int.self) } == 1)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(pool.statistics.open == 0)
    }
}

/// Who was served, in their order.
private final class Order: Sendable {
    private let served = Mutex<[Int]>([])

    var all: [Int] { served.withLock(\.self) }

    func add(_ number: Int) { served.withLock { $0.append(number) } }
}

/// Holds a connection's own thread at a point until the test lets it go on.
private final class Gate: Sendable {
    private let reached = Atomic(false)
    private let opened = Atomic(false)

    var isReached: Bool { reached.load(ordering: .acquiring) }

    func open() { opened.store(true, ordering: .releasing) }

    /// Spins, because it runs on a thread that exists to be blocked; five minutes at most.
    func pass() {
        reached.store(true, ordering: .releasing)
        let limit = ContinuousClock.now + .seconds(300)
        while !opened.load(ordering: .acquiring), ContinuousClock.now < limit {
            _ = Readiness.wait(for: -1, .reading, until: Deadline(after: .milliseconds(1)))
        }
    }
}

extension PostgresPool {
    /// The server processes behind so many connections, all held at once.
    fileprivate func processIDs(_ count: Int) async throws -> [Int32] {
        try await withThrowingTaskGroup(of: Int32.self) { group in
            let counter = Counter()
            for _ in 0..<count {
                group.addTask {
                    try await self.withConnection { connection throws(PostgresError) in
                        counter.arrive(of: count)
                        return connection.processID
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}

/// Lets nobody go on before all have arrived.
private final class Counter: Sendable {
    private let arrived = Atomic(0)

    func arrive(of count: Int) {
        arrived.add(1, ordering: .acquiringAndReleasing)
        let limit = ContinuousClock.now + .seconds(300)
        while arrived.load(ordering: .acquiring) < count, ContinuousClock.now < limit {
            _ = Readiness.wait(for: -1, .reading, until: Deadline(after: .milliseconds(1)))
        }
    }
}
