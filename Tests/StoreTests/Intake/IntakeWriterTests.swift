import Logging
import Postgres
import ServiceRequests
import TestSupport
import Testing

@testable import Store

@Suite struct IntakeWriterTests {
    private static func key(_ key: String, fingerprint: UInt8 = 1) -> Submission.Key {
        Submission.Key(client: "client", key: key, fingerprint: [UInt8](repeating: fingerprint, count: 32))
    }

    private static func run(_ text: String, on connection: isolated PostgresConnection) async throws {
        try connection.script(text)
    }

    private static func number(_ sql: SQL, in database: TestDatabase) async throws -> Int {
        try #require(
            try await database.pool.first(sql) { row throws(PostgresError) in try row.decode(Int.self) }
        )
    }

    private static func writer(_ city: TestCity, _ pool: PostgresPool) -> IntakeWriter {
        IntakeWriter(
            pool: pool,
            jurisdiction: city.jurisdiction,
            directory: QueueDirectory(pool: pool, jurisdiction: city.jurisdiction),
            bell: WorkBell(),
            meter: IntakeMeter()
        )
    }

    private static func pool(_ database: TestDatabase, _ wait: String, deadlock: String = "1s") -> PostgresPool {
        var configuration = DatabaseRole.intake.sessions(with: database.configuration)
        configuration.settings["lock_timeout"] = wait
        configuration.settings["deadlock_timeout"] = deadlock
        return PostgresPool(configuration: configuration, size: 4, logger: Logger(label: "tests"))
    }

    @Test func `a locked winner does not store its keyless neighbour twice`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let pool = Self.pool(database, "300ms")
            let existing = try city.submission(key: Self.key("old"))
            _ = try await city.intake.submit(existing)
            let owner = try await PostgresConnection.open(database.configuration)
            try await Self.run("BEGIN; SELECT FROM idempotency WHERE key = 'old' FOR UPDATE", on: owner)
            _ = await Self.writer(city, pool).write([try city.submission(), existing])
            await owner.close()
            await pool.close()
            #expect(try await database.count("service_request") == 2)
        }
    }

    @Test func `what the database gives up to end a deadlock is sent once more`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            // Only the intake looks for the deadlock, so that it is the one given up; it looks once, two seconds after it
            // began to wait.
            let pool = Self.pool(database, "0", deadlock: "2s")
            let other = try await PostgresConnection.open(database.configuration)
            try await Self.run(
                """
                BEGIN; SET LOCAL deadlock_timeout = '60s'; SET LOCAL lock_timeout = '60s';
                LOCK TABLE service_request IN SHARE MODE
                """,
                on: other
            )
            let writer = Self.writer(city, pool)
            let submissions = try (0..<3).map { _ in try city.submission() }
            async let answers = writer.write(submissions)
            // In one script, so that nothing comes between seeing it wait and the deadlock.
            try await Self.run(
                """
                DO $$
                BEGIN
                    WHILE NOT EXISTS (
                        SELECT FROM pg_locks
                         WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
                           AND relation = 'service_request'::regclass AND NOT granted
                    ) LOOP
                        PERFORM pg_sleep(0.005);
                    END LOOP;
                END
                $$;
                LOCK TABLE idempotency IN SHARE MODE; COMMIT
                """,
                on: other
            )
            for answer in await answers {
                guard case .success(.stored) = answer else { return #expect(Bool(false), "\(answer)") }
            }
            await other.close()
            await pool.close()
            #expect(try await database.count("service_request") == 3)
            // Told some time after it happened.
            #expect(
                try await eventually {
                    try await Self.number(
                        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
                        in: database
                    ) == 1
                }
            )
        }
    }

    @Test func `a stuck key and a poisoned one do not store their keyless neighbour twice`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await database.pool.execute(
                "ALTER TABLE idempotency ADD CONSTRAINT no_poison CHECK (key NOT LIKE 'poison%')"
            )
            let pool = Self.pool(database, "300ms")
            let twin = try await PostgresConnection.open(database.configuration)
            try await Self.run(
                """
                BEGIN;
                INSERT INTO idempotency (jurisdiction, client, key, fingerprint, number)
                SELECT jurisdiction, 'client', 'a-stuck', sha256('other'), 1 FROM jurisdiction
                """,
                on: twin
            )
            let batch = [
                try city.submission(), try city.submission(key: Self.key("a-stuck")),
                try city.submission(key: Self.key("poison")),
            ]
            _ = await Self.writer(city, pool).write(batch)
            await twin.close()
            await pool.close()
            #expect(try await database.count("service_request") == 1)
        }
    }

    @Test func `what is stored is told so although a neighbour's key came free while it was asked for`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let pool = Self.pool(database, "300ms")
            let twin = try await PostgresConnection.open(database.configuration)
            try await Self.run(
                """
                BEGIN;
                INSERT INTO idempotency (jurisdiction, client, key, fingerprint, number)
                SELECT jurisdiction, 'client', 'stuck', sha256('other'), 1 FROM jurisdiction
                """,
                on: twin
            )
            let batch = [try city.submission(), try city.submission(key: Self.key("stuck"))]
            async let written = Self.writer(city, pool).write(batch)
            // Wait until the first half is stored, and the lock is asked for again.
            while try await database.count("service_request") == 0 {}
            // The single try waits 100 ms, then `hold` 100 ms.
            try await Task.sleep(for: .milliseconds(150))
            await twin.close()
            let results = await written
            await pool.close()
            // On a busy machine the key may come free early enough for the other, too.
            let stored = results.count { if case .success(.stored) = $0 { true } else { false } }
            #expect(try await database.count("service_request") == stored)
            #expect(throws: Never.self) { try results[0].get() }
        }
    }

    @Test func `many stuck twins do not hold up their neighbours for long`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let pool = Self.pool(database, "300ms")
            let twin = try await PostgresConnection.open(database.configuration)
            try await Self.run(
                """
                BEGIN;
                INSERT INTO idempotency (jurisdiction, client, key, fingerprint, number)
                SELECT jurisdiction, 'client', 'stuck' || g, sha256('other'), 1 FROM jurisdiction, generate_series(1, 64) g
                """,
                on: twin
            )
            var batch = try (1...64).map { try city.submission(key: Self.key("stuck\($0)")) }
            batch += try (1...64).map { _ in try city.submission() }
            let answers = await Self.writer(city, pool).write(batch)
            await twin.close()
            await pool.close()
            // Some are found out, and the rest is to be sent again; none is waited for one by one.
            for answer in answers[..<64] {
                switch answer {
                case .success(.inFlight), .failure(.unavailable): break
                default: Issue.record("\(answer)")
                }
            }
            for answer in answers[64...] { #expect(throws: Never.self) { try answer.get() } }
            #expect(try await database.count("service_request") == 64)
        }
    }

    @Test func `what was stored is told although the winner of another cannot be read`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let pool = Self.pool(database, "300ms")
            let existing = try city.submission(key: Self.key("old"))
            _ = try await city.intake.submit(existing)
            // The reading of winners alone fails.
            try await database.pool.execute("REVOKE UPDATE (created_at) ON idempotency FROM dispatch311_intake")
            let results = await Self.writer(city, pool).write([try city.submission(), existing])
            await pool.close()
            #expect(try await database.count("service_request") == 2)
            #expect(throws: Never.self) { try results[0].get() }
        }
    }
}
