import Postgres
import Store
import TestSupport
import Testing

@Suite struct IdempotentCallsTests {
    private func key(_ fingerprint: UInt8 = 1) -> Submission.Key {
        Submission.Key(client: "prefix", key: "k", fingerprint: [UInt8](repeating: fingerprint, count: 32))
    }

    /// Work that leaves a trace: one more queue each time it is done.
    private static let work: IdempotentCalls.Work = { connection throws(PostgresError) in
        try connection.execute(
            """
            INSERT INTO queue (jurisdiction, name, department)
            SELECT 1, 'q' || count(*), 'works' FROM queue
            """
        )
        return answer
    }

    private static let answer = #"{"a":1}"#

    /// The queues that the work made; triage is always there.
    private static func queuesMade(in database: TestDatabase) async throws -> Int {
        try await database.count("queue") - 1
    }

    private func calls(_ database: TestDatabase) async throws -> IdempotentCalls {
        let jurisdiction = try await Jurisdictions(pool: database.pool).open("tiny")
        return IdempotentCalls(pool: database.pool, jurisdiction: jurisdiction)
    }

    @Test func `a call is done once and then replayed`() async throws {
        try await TestDatabase.with { database in
            let calls = try await calls(database)
            #expect(try await calls.once(key(), as: .service, Self.work) == .done(Self.answer))
            #expect(try await calls.once(key(), as: .service, Self.work) == .replayed(Self.answer))
            #expect(try await calls.once(key(2), as: .service, Self.work) == .keyUsedOtherwise)
            #expect(try await Self.queuesMade(in: database) == 1)
        }
    }

    @Test func `a call without a key is done each time`() async throws {
        try await TestDatabase.with { database in
            let calls = try await calls(database)
            for _ in 0..<2 { #expect(try await calls.once(nil, as: .service, Self.work) == .done(Self.answer)) }
            #expect(try await Self.queuesMade(in: database) == 2)
            #expect(try await database.count("idempotency") == 0)
        }
    }

    @Test func `twenty twins at once do the work once`() async throws {
        try await TestDatabase.with { database in
            let calls = try await calls(database)
            let results = try await withThrowingTaskGroup(of: IdempotentCalls.Result.self) { group in
                for _ in 0..<20 { group.addTask { try await calls.once(key(), as: .service, Self.work) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count { $0 == .done(Self.answer) } == 1)
            #expect(results.count { $0 == .replayed(Self.answer) } == 19)
            #expect(try await Self.queuesMade(in: database) == 1)
        }
    }

    @Test func `work that found nothing to do keeps no key`() async throws {
        try await TestDatabase.with { database in
            let calls = try await calls(database)
            #expect(try await calls.once(key(), as: .service) { _ throws(PostgresError) in nil } == .done(nil))
            #expect(try await calls.once(key(2), as: .service, Self.work) == .done(Self.answer))
        }
    }

    @Test func `a lock the work waits for in vain is no twin`() async throws {
        try await TestDatabase.with { database in
            let calls = try await calls(database)
            await #expect {
                try await calls.once(key(), as: .service) { connection throws(PostgresError) in
                    // What a lock_timeout says, wherever it says it.
                    try connection.execute("DO $$ BEGIN RAISE lock_not_available; END $$")
                    return nil
                }
            } throws: { error in
                if case .unavailable(let cause)? = error as? StoreError {
                    cause.sqlState == .lockNotAvailable
                } else {
                    false
                }
            }
            #expect(try await calls.once(key(2), as: .service, Self.work) == .done(Self.answer))
        }
    }

    @Test func `work that fails takes its key and everything it did with it`() async throws {
        try await TestDatabase.with { database in
            let calls = try await calls(database)
            await #expect(throws: StoreError.self) {
                try await calls.once(key(), as: .service) { connection throws(PostgresError) in
                    _ = try Self.work(connection)
                    try connection.execute("SELECT 1 / 0")
                    return nil
                }
            }
            #expect(try await Self.queuesMade(in: database) == 0)
            #expect(try await calls.once(key(2), as: .service, Self.work) == .done(Self.answer))
        }
    }

    @Test func `keys older than seven days are forgotten, the oldest first, a bounded number at a time`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let calls = IdempotentCalls(pool: database.pool, jurisdiction: city.jurisdiction)
            for (key, days) in [("old", 8), ("older", 9), ("new", 6)] {
                try await database.pool.execute(
                    """
                    INSERT INTO idempotency (jurisdiction, client, key, fingerprint, created_at)
                    VALUES (\(city.jurisdiction.number), 'c', \(key), \([UInt8](repeating: 1, count: 32)),
                            statement_timestamp() - \(days) * interval '1 day')
                    """
                )
            }
            #expect(try await calls.forgetOld(limit: 1) == 1)
            let kept = try await database.pool.query("SELECT key FROM idempotency ORDER BY key") { row in
                try row.decode(String.self)
            }
            #expect(kept == ["new", "old"])
            #expect(try await calls.forgetOld(limit: 10) == 1)
            #expect(try await calls.forgetOld(limit: 10) == 0)
        }
    }
}
