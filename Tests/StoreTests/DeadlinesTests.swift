import Logging
import Postgres
import ServiceLifecycle
import ServiceRequests
import TestSupport
import Testing

@testable import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct DeadlinesTests {
    private let works = Worker(department: "works", name: "truck-1")

    private func deadlines(_ city: TestCity) -> Deadlines {
        Deadlines(pool: city.database.pool, jurisdiction: city.jurisdiction)
    }

    /// Submits one that is due, and warned of, so many seconds from now; gives its id.
    private func submit(
        _ service: String = "pothole",
        at place: Place = .west,
        due: Int,
        warning: Int,
        to city: TestCity
    ) async throws -> String {
        let submission = try city.submission(
            service,
            at: place,
            expectedIn: .seconds(due),
            warningIn: .seconds(warning)
        )
        guard case .stored(let receipt) = try await city.intake.submit(submission) else {
            throw Unexpected("no receipt")
        }
        return receipt.id
    }

    private func history(_ id: String, of city: TestCity) async throws -> [HistoryLine] {
        try await History(pool: city.database.pool, jurisdiction: city.jurisdiction).lines(of: id)
    }

    private func kinds(_ id: String, of city: TestCity) async throws -> [String] {
        try await history(id, of: city).map(\.kind)
    }

    @Test func `every leg is watched from the moment it comes in`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            _ = try await submit("fallen-tree", due: 4000, warning: 3000, to: city)
            let rows = try await database.pool.query(
                """
                SELECT format('%s %s %s %s', d.item, d.kind, d.about = w.due_at,
                              round(extract(epoch FROM d.at - w.created_at) / 10) * 10)
                  FROM deadline d JOIN work_item w USING (jurisdiction, item) ORDER BY d.item, d.at
                """
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(rows == ["1 due_soon t 3000", "1 overdue t 4000", "2 due_soon t 3000", "2 overdue t 4000"])
            #expect(try await deadlines(city).sweep() == .nothing)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `due soon is one lane up, overdue is the first, and both are said once`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let older = try await submit(due: 4000, warning: 3000, to: city)
            let soon = try await submit(due: 4000, warning: 0, to: city)
            let late = try await submit(at: .east, due: 0, warning: 0, to: city)
            for table in ["work_item", "ready"] {
                try await database.pool.execute("UPDATE \(unescaped: table) SET priority = 3")
            }
            // A warning for what is overdue already comes too late, and is none.
            let first = DeadlineSweep(rows: 3, dueSoon: 1, overdue: 1, raised: 2)
            #expect(try await swept(city) == first)
            #expect(try await deadlines(city).sweep() == .nothing)
            #expect(try await kinds(soon, of: city) == ["submitted", "due_soon"])
            #expect(try await kinds(late, of: city) == ["submitted", "overdue"])
            #expect(try await kinds(older, of: city) == ["submitted"])
            let line = try #require(try await history(late, of: city).last)
            #expect(line.department == "works" && line.actor == "dispatch311" && line.item == 3)
            let due = try await database.pool.first(
                "SELECT to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM work_item WHERE item = 3"
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(line.detailJSON == #"{"due" : "\#(try #require(due))", "priority" : 1}"#)
            let claim = try #require(try await city.queues.claim(10, for: works, lease: .seconds(60)))
            #expect(claim.items.map(\.serviceRequestID) == [late, soon, older])
            #expect(claim.items.map(\.priority) == [1, 2, 3])
            #expect(try await city.verify().breaches == [])
        }
    }

    /// Sweeps as soon as what was submitted with no time left is due, which is rounded to the second.
    private func swept(_ city: TestCity) async throws -> DeadlineSweep {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            let due = try await city.database.pool.first(
                "SELECT count(*) = 0 FROM deadline WHERE at BETWEEN statement_timestamp() AND now() + interval '9 s'"
            ) { row throws(PostgresError) in try row.decode(Bool.self) }
            if due == true { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        return try await deadlines(city).sweep()
    }

    @Test func `what ages goes before what is newer and more urgent, and what came back goes first of its lane`()
        async throws
    {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let ageing = try await submit(due: 1, warning: 0, to: city)
            let urgent = try await city.submit(attributes: ["depth": ["deep"]])
            let normal = try await city.submit()
            let lines = try await city.queues.claim(1, for: works, lease: .seconds(60))
            let claim = try #require(lines)
            #expect(claim.items.map(\.serviceRequestID) == [urgent])
            let newer = try await city.submit(attributes: ["depth": ["deep"]])
            #expect(try await swept(city).overdue == 1)
            // Given back, the urgent one stands by its number: behind the older, before the newer.
            _ = try await city.queues.release(claim.items.map(\.item), under: claim.lease, by: works)
            let all = try #require(try await city.queues.claim(10, for: works, lease: .seconds(60)))
            #expect(all.items.map(\.serviceRequestID) == [ageing, urgent, newer, normal])
            #expect(all.items.map(\.priority) == [1, 1, 1, 2])
        }
    }

    @Test func `an item with a worker is raised when it comes back`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await submit(due: 1, warning: 0, to: city)
            let claim = try #require(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            #expect(try await swept(city) == DeadlineSweep(rows: 2, dueSoon: 0, overdue: 1, raised: 0))
            #expect(try await database.count("ready") == 0)
            _ = try await city.queues.release(claim.items.map(\.item), under: claim.lease, by: works)
            let again = try #require(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            #expect(again.items.map(\.priority) == [1])
            #expect(try await kinds(id, of: city) == ["submitted", "overdue", "released"])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `an item that is offered is raised where it stands, and goes back raised`() async throws {
        try await MovingCity.with { town in
            let city = town.city
            let id = try await submit(due: 2, warning: 0, to: city)
            let claim = try await town.claim(town.works)
            let item = claim.items[0].item
            let handOver = try await town.handOver([item], to: "parks", from: town.works, for: .seconds(3600))
            #expect(
                try await town.queues.handOver(handOver, under: claim.lease, by: town.works).map(\.outcome) == [.ok]
            )
            let standing = try await town.standing(item)
            #expect(try await swept(city).raised == 1)
            #expect(try await town.standing(item) == standing)
            let line = try #require(try await history(id, of: city).last)
            #expect(line.kind == "overdue" && line.department == "works")
            let theirs = try await town.claim(town.parks)
            #expect(theirs.items.map(\.priority) == [1])
            #expect(try await town.queues.decline([item], under: theirs.lease, by: town.parks).map(\.outcome) == [.ok])
            #expect(try await town.claim(town.works).items.map(\.priority) == [1])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `of what is over, and of a date that moved, nothing is said`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let done = try await submit(due: 1, warning: 0, to: city)
            let moved = try await submit(due: 1, warning: 0, to: city)
            let claim = try #require(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            let completion = Completion(item: claim.items[0].item, outcome: .done)
            _ = try await city.queues.complete([completion], under: claim.lease, by: works)
            try await move(item: 2, by: "1 hour", in: city)
            #expect(try await swept(city) == DeadlineSweep(rows: 4, dueSoon: 0, overdue: 0, raised: 0))
            #expect(try await kinds(done, of: city) == ["submitted", "completed", "closed"])
            #expect(try await kinds(moved, of: city) == ["submitted"])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `a date that moved is warned of again`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await submit(due: 1, warning: 0, to: city)
            _ = try await swept(city)
            // The same date again, as after a reopening: the history has it.
            try await move(item: 1, by: "0 seconds", in: city)
            #expect(try await deadlines(city).sweep() == DeadlineSweep(rows: 2, dueSoon: 0, overdue: 0, raised: 0))
            try await move(item: 1, by: "2 seconds", in: city)
            #expect(try await swept(city).overdue == 1)
            #expect(try await kinds(id, of: city) == ["submitted", "overdue", "overdue"])
        }
    }

    /// Moves an item's date as the moves do: under its lock, with the shared statement.
    private func move(item: Int64, by interval: String, in city: TestCity) async throws {
        let statement: SQL = """
            WITH moved AS (
                UPDATE work_item SET due_at = due_at + \(interval)::text::interval
                 WHERE jurisdiction = \(city.jurisdiction.number) AND item = \(item)
                RETURNING item, due_at, due_at AS warning_at
            )
            \(Deadlines.rows(of: "moved", in: city.jurisdiction.number))
            """
        try await city.database.pool.execute(statement)
    }

    @Test func `several servers, started again and again, write a breach once`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let submissions = try (0..<200).map { _ in
                try city.submission(expectedIn: .seconds(1), warningIn: .seconds(0))
            }
            _ = try await city.intake.submit(submissions)
            var quiet = Logger(label: "tests")
            quiet.logLevel = .critical
            let logger = quiet
            for _ in 0..<3 {
                try await withThrowingTaskGroup { tasks in
                    for _ in 0..<3 {
                        let watch = DeadlineWatch(
                            deadlines: deadlines(city),
                            interval: .milliseconds(1),
                            logger: logger
                        )
                        tasks.addTask { try await watch.run() }
                    }
                    let end = ContinuousClock.now + .seconds(30)
                    while ContinuousClock.now < end, try await database.count("deadline") > 0 {
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    tasks.cancelAll()
                    try await tasks.waitForAll()
                }
                #expect(try await database.count("deadline") == 0)
                // As if a server had died between two sweeps, or a date had been set anew to the same.
                try await database.pool.execute(
                    """
                    INSERT INTO deadline SELECT jurisdiction, due_at + step * interval '1 us', item, 'overdue', due_at
                      FROM work_item CROSS JOIN generate_series(0, 3) AS step
                    """
                )
            }
            #expect(try await database.count("event WHERE kind = 'overdue'") == 200)
            #expect(try await database.count("ready WHERE priority = 1") == 200)
            #expect(try await database.count("ready") == 200)
        }
    }

    @Test func `a sweep waits for nobody: an item somebody holds is left for the next`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let held = try await submit(due: 1, warning: 0, to: city)
            let free = try await submit(due: 1, warning: 0, to: city)
            let owner = try await PostgresConnection.open(database.configuration)
            try await Self.run("BEGIN; SELECT FROM work_item WHERE item = 1 FOR SHARE", on: owner)
            #expect(try await swept(city) == DeadlineSweep(rows: 3, dueSoon: 0, overdue: 1, raised: 1))
            #expect(try await kinds(free, of: city) == ["submitted", "overdue"])
            #expect(try await kinds(held, of: city) == ["submitted"])
            await owner.close()
            // The server notices a moment later.
            let end = ContinuousClock.now + .seconds(30)
            while ContinuousClock.now < end, try await deadlines(city).sweep().overdue == 0 {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await kinds(held, of: city) == ["submitted", "overdue"])
        }
    }

    private static func run(_ text: String, on connection: isolated PostgresConnection) async throws {
        try connection.script(text)
    }

    @Test func `what a city is due is its own`() async throws {
        try await TestDatabase.with { database in
            let (one, other) = (try await TestCity(in: database), try await TestCity(in: database, code: "other"))
            _ = try await submit(due: 1, warning: 0, to: one)
            let id = try await submit(due: 1, warning: 0, to: other)
            #expect(try await swept(one).overdue == 1)
            #expect(try await kinds(id, of: other) == ["submitted"])
            #expect(try await deadlines(other).sweep().overdue == 1)
        }
    }

    @Test func `offers are not its affair`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            try await database.pool.execute(
                "INSERT INTO deadline SELECT jurisdiction, now() - interval '1 s', item, 'offer', now() FROM work_item"
            )
            #expect(try await deadlines(city).sweep() == .nothing)
            #expect(try await database.count("deadline WHERE kind = 'offer'") == 1)
        }
    }

    @Test func `a sweep looks along the index at what is due, however much is not`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            try await database.pool.execute(
                """
                INSERT INTO deadline
                SELECT \(city.jurisdiction.number), now() + interval '1 s' * n, n, 'overdue', now() + interval '1 s' * n
                  FROM generate_series(100, 20000) AS n
                """
            )
            try await database.pool.execute("ANALYZE deadline")
            let explained: SQL = "EXPLAIN \(deadlines(city).selection(limit: 500))"
            let plan = try await database.pool.query(explained) { row throws(PostgresError) in
                try row.decode(String.self)
            }.joined(separator: "\n")
            #expect(plan.contains("Index Scan using deadline_key on deadline"), "\(plan)")
            #expect(!plan.contains("Seq Scan on deadline"), "\(plan)")
            #expect(!plan.contains("Sort Key: d.at"), "\(plan)")
        }
    }
}
