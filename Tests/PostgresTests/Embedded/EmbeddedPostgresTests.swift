import FoundationEssentials
import Glibc
import Testing

@testable import Postgres

// One at a time: each makes a real cluster, and two of them state how long attaching may take.
@Suite(.serialized)
struct EmbeddedPostgresTests {
    @Test func `the first start makes a cluster that answers with our settings`() async throws {
        try await DataDirectory.temporary { directory in
            let database = try await directory.start()
            #expect(!database.wasAdopted)
            let settings = [
                ("data_checksums", "on"), ("server_encoding", "UTF8"), ("lc_collate", "C"), ("lc_ctype", "C.UTF-8"),
                ("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on"), ("listen_addresses", ""),
                ("shared_buffers", "128MB"), ("max_connections", "100"), ("autovacuum_naptime", "10s"), ("jit", "off"),
                ("TimeZone", "UTC"), ("logging_collector", "on"), ("log_min_error_statement", "panic"),
            ]
            for (name, value) in settings {
                #expect(try await database.answer("SHOW \(name)") == value, "\(name)")
            }
            #expect(try await database.answer("SELECT current_database(), upper('é')") == "dispatch311|É")
            #expect(try await database.answer("SELECT datname FROM pg_database WHERE datname = 'dispatch311'") != "")
            #expect(directory.unfinishedNames == [])
            await database.stop()
        }
    }

    @Test func `a second attachment adopts the server at once`() async throws {
        try await DataDirectory.temporary { directory in
            let first = try await directory.start()
            let fastest = try await Self.fastest(of: 20, below: .milliseconds(500)) {
                let second = try await directory.start()
                #expect(second.wasAdopted)
                #expect(second.processID == first.processID)
                #expect(second.configuration == first.configuration)
                return second
            }
            #expect(fastest < .milliseconds(500))
            await first.stop()
        }
    }

    @Test func `a made cluster starts within two seconds`() async throws {
        try await DataDirectory.temporary { directory in
            await (try directory.start()).stop()
            let fastest = try await Self.fastest(of: 10, below: .seconds(2)) {
                let database = try await directory.start()
                #expect(!database.wasAdopted)
                return database
            }
            #expect(fastest < .seconds(2))
        }
    }

    /// How long the fastest of several starts takes, which one that is below a limit ends: what a start waits for by
    /// itself every one of them does, and what a busy machine keeps it waiting for not all.
    private static func fastest(
        of count: Int,
        below limit: Duration,
        _ start: () async throws -> EmbeddedPostgres
    ) async throws -> Duration {
        var fastest = Duration.seconds(3600)
        for _ in 0..<count where fastest >= limit {
            let begin = ContinuousClock.now
            let database = try await start()
            fastest = min(fastest, ContinuousClock.now - begin)
            await database.stop()
        }
        return fastest
    }

    @Test func `the last one attached stops the server, in a cancelled task too`() async throws {
        try await DataDirectory.temporary { directory in
            let first = try await directory.start()
            let second = try await directory.start()
            let processID = try #require(first.processID)
            await first.stop()
            await first.stop()
            #expect(second.processID == processID)
            #expect(try await second.answer("SELECT 1") == "1")
            let last = Task {
                while !Task.isCancelled { await Task.yield() }
                await second.stop()
            }
            last.cancel()
            await last.value
            #expect(second.processID == nil)
            #expect(FileStatus(second.socketFolder) == nil)
            await #expect { try await second.restartIfDead() } throws: { error in
                (error as? PostgresError)?.detail.contains("stop()") == true
            }
        }
    }

    @Test func `a killed server is started again with what it had committed`() async throws {
        try await DataDirectory.temporary { directory in
            let database = try await directory.start()
            _ = try await database.answer("CREATE TABLE kept AS SELECT 42 AS n")
            #expect(try await database.restartIfDead() == false)

            try await database.murder()
            #expect(try await database.restartIfDead() == true)
            #expect(try await database.answer("SELECT n FROM kept") == "42")

            try await database.murder()
            let second = try await directory.start()
            #expect(!second.wasAdopted)
            #expect(second.socketFolder == database.socketFolder)
            #expect(try await database.restartIfDead() == false)
            await database.stop()
            #expect(try await second.answer("SELECT n FROM kept") == "42")
            await second.stop()
        }
    }

    @Test func `a session that computes on without its server does not keep the next one from starting`() async throws {
        try await DataDirectory.temporary { directory in
            let database = try await directory.start()
            let work = Task {
                let connection = try await PostgresConnection.open(database.configuration)
                return try await connection.execute("SELECT count(*) FROM generate_series(1, 100000000000)")
            }
            let isComputing =
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%series(1,%'"
            try await poll { try await database.answer(isComputing) == "2" }
            try await database.murder()
            // Its statement would go on until its deadline, half a minute.
            #expect(try await database.restartIfDead() == true)
            #expect(try await database.answer("SELECT 1") == "1")
            await #expect(throws: PostgresError.self) { try await work.value }
            await database.stop()
        }
    }

    @Test func `many who find the server dead start it once`() async throws {
        try await DataDirectory.temporary { directory in
            let database = try await directory.start()
            try await database.murder()
            async let one = database.restartIfDead()
            async let two = database.restartIfDead()
            async let three = database.restartIfDead()
            #expect(try await [one, two, three].count { $0 } == 1)
            #expect(try await database.answer("SELECT 1") == "1")
            await database.stop()
        }
    }

    @Test func `starts at the same moment make one cluster and one server`() async throws {
        try await DataDirectory.temporary { directory in
            async let a = directory.start()
            async let b = directory.start()
            async let c = directory.start()
            let all = try await [a, b, c]
            #expect(all.count { $0.wasAdopted } == 2)
            #expect(Set(all.map { $0.processID }).count == 1)
            #expect(directory.unfinishedNames == [])
            for database in all { await database.stop() }
            #expect(all[0].processID == nil)
        }
    }

    @Test func `a making that is cut short leaves nothing, and the next start makes it whole`() async throws {
        try await DataDirectory.temporary { directory in
            var attempt = Task { try await directory.start() }
            try await poll {
                if !directory.unfinishedNames.isEmpty { return true }
                // On a busy machine it may be over before it is seen, and is made once more.
                if FileStatus(directory.folder) != nil {
                    await (try await attempt.value).stop()
                    try FileManager.default.removeItem(atPath: directory.path)
                    attempt = Task { try await directory.start() }
                }
                return false
            }
            attempt.cancel()
            await #expect(throws: PostgresError.self) { try await attempt.value }
            #expect(FileStatus(directory.folder) == nil)

            // What a kill -9 leaves behind.
            let left = directory.path + "/postgresql.new-1-2"
            try FileManager.default.createDirectory(atPath: left + "/base", withIntermediateDirectories: true)
            let database = try await directory.start()
            #expect(directory.unfinishedNames == [])
            #expect(try await database.answer("SELECT 1") == "1")
            await database.stop()
        }
    }

    @Test func `the number of a dead server that another one has now does not stop the start`() async throws {
        try await DataDirectory.temporary { other in
            try await DataDirectory.temporary { directory in
                let stranger = try await other.start()
                await (try directory.start()).stop()
                let stale = "\(try #require(stranger.processID))\n\(directory.folder)\n1700000000\n5432\n/tmp\n\n"
                let file = PostmasterFile.path(in: directory.folder)
                let cluster = try directory.cluster()
                try Array(stale.utf8).withUnsafeBytes { bytes in
                    let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
                    try #require(write(descriptor, bytes.baseAddress, bytes.count) == bytes.count)
                    try #require(fchown(descriptor, cluster.user.userID, cluster.user.groupID) == 0)
                    close(descriptor)
                }
                #expect(cluster.state == .stopped)
                let database = try await directory.start()
                #expect(!database.wasAdopted)
                #expect(try await database.answer("SELECT 1") == "1")
                #expect(try await stranger.answer("SELECT 1") == "1")
                await database.stop()
                await stranger.stop()
            }
        }
    }

    @Test func `a server whose socket was swept away is started again`() async throws {
        try await DataDirectory.temporary { directory in
            let first = try await directory.start()
            unlink("\(first.socketFolder)/.s.PGSQL.5432")
            let second = try await directory.start()
            #expect(!second.wasAdopted)
            #expect(try await second.answer("SELECT 1") == "1")
            await first.stop()
            await second.stop()
        }
    }

    @Test func `the server has its own session and none of our descriptors`() async throws {
        try await DataDirectory.temporary { directory in
            // A descriptor as careless as they come, beside our locks.
            let careless = open("/dev/null", O_RDONLY)
            defer { close(careless) }
            let database = try await directory.start()
            let processID = try #require(database.processID)
            #expect(getsid(processID) == processID)
            #expect(getpgid(processID) == processID)
            let folder = "/proc/\(processID)/fd"
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(!names.isEmpty)
            let targets = names.compactMap {
                try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
            }
            #expect(targets.filter { $0.hasSuffix(".lock") } == [])
            #expect(targets.count { $0 == "/dev/null" } <= 1)
            await database.stop()
        }
    }

    @Test func `the socket's path is short and its folder closed however deep the data lies`() async throws {
        let deep = String(repeating: "/a folder with a rather long name", count: 9)
        try await DataDirectory.temporary(under: deep) { directory in
            let database = try await directory.start()
            #expect(database.dataDirectory.utf8.count > 250)
            #expect("\(database.socketFolder)/.s.PGSQL.5432".utf8.count < 100)
            let status = try #require(FileStatus(database.socketFolder))
            #expect(status.mode == 0o700)
            #expect(status.owner == database.cluster.user.userID)
            #expect(try await database.answer("SELECT 1") == "1")
            await database.stop()
        }
    }

    @Test func `who waits for another's start can be cancelled`() async throws {
        try await DataDirectory.temporary { directory in
            let gate = try await directory.cluster().closeGate()
            let attempt = Task { try await directory.start() }
            attempt.cancel()
            await #expect(throws: PostgresError.self) { try await attempt.value }
            gate.drop()
        }
    }
}
