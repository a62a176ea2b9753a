import Postgres
import TestSupport
import Testing

@testable import Store

@Suite struct HeadHintsTests {
    private let works = Worker(department: "works", name: "truck-1")

    // MARK: - In the database

    /// How many entries of the index over waiting work one claim reads, dead ones among them.
    private func entriesRead(
        by queues: Queues,
        limit: Int,
        from queue: String?,
        in database: TestDatabase
    ) async throws -> Int {
        try await database.pool.withConnection { connection throws(PostgresError) in
            // The table of a test is so small that reading all of it would do; a real one's dead rows fill many pages.
            try connection.execute("SET enable_seqscan = off")
            let before = try Self.entriesRead(on: connection)
            _ = try queues.claim(limit, for: works, from: queue, lease: .seconds(60), on: connection)
            return try Self.entriesRead(on: connection) - before
        }
    }

    private static func entriesRead(on connection: isolated PostgresConnection) throws(PostgresError) -> Int {
        try connection.execute("SELECT pg_stat_force_next_flush()")
        try connection.execute("SELECT pg_stat_clear_snapshot()")
        return try connection.first(
            "SELECT coalesce(sum(idx_tup_read), 0)::bigint FROM pg_stat_user_indexes WHERE indexrelname = 'ready_key'"
        ) { row throws(PostgresError) in try row.decode(Int.self) } ?? 0
    }

    @Test(arguments: [1, 50], [nil, "works/W"])
    func `rows that an open transaction keeps are walked over once, not by every claim`(
        limit: Int,
        queue: String?
    ) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            // On a busy machine it is open for longer than one of ours may be.
            var configuration = database.configuration
            configuration.settings["idle_in_transaction_session_timeout"] = "0"
            let old = try await PostgresConnection.open(configuration)
            try await old.script("BEGIN; SELECT pg_current_xact_id()")
            for _ in 0..<8 {
                let batch = try (0..<500).map { try city.submission(at: $0.isMultiple(of: 2) ? .west : .east) }
                _ = try await city.intake.submit(batch)
                while try await city.queues.claim(200, for: works, from: queue, lease: .seconds(60)) != nil {}
            }
            for place in [Place.west, .east, .west] { try await city.submit(at: place) }
            // As autovacuum has done by then: without statistics the planner takes one jurisdiction for one of many.
            try await database.pool.execute("ANALYZE ready")
            // Another process that has just started knows of none of them.
            let stranger = Queues(pool: database.pool, jurisdiction: city.jurisdiction)
            let without = try await entriesRead(by: stranger, limit: limit, from: queue, in: database)
            #expect(without >= (queue == nil ? 4000 : 2000))
            // Every two seconds a claim looks at whole lanes, on a busy machine perhaps this one; the next does not.
            var with = Int.max
            for _ in 0..<20 where with >= 400 {
                try await city.submit()
                with = try await entriesRead(by: city.queues, limit: limit, from: queue, in: database)
            }
            #expect(with < 400)
            await old.close()
        }
    }

    @Test func `a row committed behind a higher one is found though claims never run short`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            try await database.pool.execute("DELETE FROM ready WHERE seq = 1")
            _ = try await city.intake.submit((0..<3000).map { _ in try city.submission() })
            let first = ContinuousClock.now
            #expect(try await city.queues.claim(1, for: works, lease: .seconds(60))?.items.map(\.item) == [2])
            // As a slow intake's commit would, with nobody telling.
            try await database.pool.execute(
                """
                INSERT INTO ready (jurisdiction, queue, priority, seq, department)
                SELECT jurisdiction, queue, priority, 1, department FROM work_item WHERE item = 1
                """
            )
            let next = try await city.queues.claim(1, for: works, lease: .seconds(60))
            // The first looked at whole lanes, which is due again after two seconds: on a busy machine for this one.
            let isSoon = ContinuousClock.now - first < .seconds(2)
            var taken = next?.items.first?.item
            #expect(taken == 3 || taken == 1 && !isSoon)
            let isFound = try await eventually {
                if taken == 1 { return true }
                taken = try await city.queues.claim(1, for: works, lease: .seconds(60))?.items.first?.item
                return taken == 1
            }
            #expect(isFound)
        }
    }

    @Test func `what came back behind a process's back does not make its claims small`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            try await database.pool.execute("DELETE FROM ready WHERE seq = 1")
            _ = try await city.intake.submit((0..<20).map { _ in try city.submission() })
            _ = try await city.queues.claim(1, for: works, from: "works/W", lease: .seconds(60))
            try await database.pool.execute(
                """
                INSERT INTO ready (jurisdiction, queue, priority, seq, attempt, department)
                SELECT jurisdiction, queue, priority, 1, 2, department FROM work_item WHERE item = 1
                """
            )
            let sizes = [
                try await city.queues.claim(5, for: works, from: "works/W", lease: .seconds(60))?.items.count,
                try await city.queues.claim(5, for: works, from: "works/W", lease: .seconds(60))?.items.count,
                try await city.queues.claim(5, for: works, from: "works/W", lease: .seconds(60))?.items.count,
            ]
            // A look at whole lanes, which is due every two seconds, may fall into these and take the one alone.
            #expect(sizes.count { $0 == 5 } >= 2)
        }
    }

    @Test func `what is given back is first again for every process that is told`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let bell = WorkBell()
            let other = Queues(pool: database.pool, jurisdiction: city.jurisdiction, bell: bell)
            _ = try await city.intake.submit((0..<20).map { _ in try city.submission() })
            let claim = try #require(try await city.queues.claim(2, for: works, lease: .seconds(60)))
            #expect(try await other.claim(1, for: works, lease: .seconds(60))?.items.map(\.item) == [3])
            #expect(try await other.claim(1, for: works, lease: .seconds(60))?.items.map(\.item) == [4])
            _ = city.queues.bell.takeNews()
            _ = try await city.queues.release([1, 2], under: claim.lease, by: works)
            #expect(try await city.queues.claim(1, for: works, lease: .seconds(60))?.items.map(\.item) == [1])
            let news = try #require(city.queues.bell.takeNews())
            bell.hear(news)
            #expect(try await other.claim(1, for: works, lease: .seconds(60))?.items.map(\.item) == [2])
        }
    }

    // MARK: - In memory

    private let scope = ClaimScope(department: "works", queue: nil)
    private let lane = Lane(queue: 7, priority: 2)
    private let start = ContinuousClock.now

    @Test func `the first look is whole, later ones begin where the last left off, until two seconds are over`() {
        let hints = HeadHints()
        let first = hints.begin(scope, at: start)
        #expect(first.isWhole)
        hints.end(first, leaving: [lane: 12], taken: 11, at: start)
        let second = hints.begin(scope, at: start + .milliseconds(1999))
        #expect(!second.isWhole)
        #expect(second.floors == [lane: 12])
        // Nothing was known when the first look began.
        #expect(second.rest == 1)
        hints.end(second, leaving: [lane: 15], taken: 14)
        let third = hints.begin(scope, at: start + .seconds(2))
        #expect(third.isWhole)
        hints.end(third, leaving: [:], taken: nil)
        #expect(hints.begin(scope, at: start + .seconds(3)).rest == 15)
        #expect(hints.begin(ClaimScope(department: "works", queue: "works/W"), at: start + .seconds(3)).isWhole)
    }

    @Test func `a look that found nothing is made again without hints, four times a second at most`() {
        let hints = HeadHints()
        hints.end(hints.begin(scope, at: start), leaving: [:], taken: nil, at: start)
        #expect(hints.beginAgain(scope, at: start + .milliseconds(249)) == nil)
        #expect(hints.beginAgain(scope, at: start + .milliseconds(250))?.isWhole == true)
    }

    @Test func `looks at whole lanes that take long are made less often`() throws {
        let hints = HeadHints()
        hints.end(hints.begin(scope, at: start), leaving: [:], taken: nil, at: start + .milliseconds(100))
        #expect(hints.beginAgain(scope, at: start + .milliseconds(999)) == nil)
        #expect(hints.beginAgain(scope, at: start + .milliseconds(1000)) != nil)
    }

    @Test func `a row told of while a look is under way is not lost to what the look found`() {
        let hints = HeadHints()
        hints.end(hints.begin(scope, at: start), leaving: [lane: 10], taken: 9, at: start)
        let look = hints.begin(scope, at: start)
        hints.lower(7, named: "works/W", to: 4)
        hints.lower(8, named: "police", to: 2)
        hints.end(look, leaving: [lane: 20], taken: 19, at: start)
        let next = hints.begin(scope, at: start)
        #expect(next.floors[lane] == 4)
        // The queue's other lanes have it too, for nobody said which it is in.
        #expect(next.floors[Lane(queue: 8, priority: 1)] == nil)
        hints.end(next, leaving: [lane: 21], taken: 20, at: start)
        #expect(hints.begin(scope, at: start).floors[lane] == 21)
    }

    @Test func `a look that failed leaves everything as it was`() {
        let hints = HeadHints()
        hints.abandon(hints.begin(scope, at: start))
        #expect(hints.begin(scope, at: start).isWhole)
    }

    @Test func `what was forgotten is not brought back by a look that began before`() {
        let hints = HeadHints()
        let look = hints.begin(scope, at: start)
        hints.forget()
        hints.end(look, leaving: [lane: 20], taken: 19, at: start)
        #expect(hints.begin(scope, at: start).isWhole)
    }
}
