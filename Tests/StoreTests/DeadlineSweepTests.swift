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

/// How sweeps get on with each other, with whoever holds an item, and with what is not due.
@Suite struct DeadlineSweepTests {
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
                        let deadlines = city.deadlines
                        let sweeper = Sweeper(of: "due dates", batch: 500, interval: .milliseconds(1), logger: logger) {
                            limit throws(StoreError) in try await deadlines.sweep(limit: limit).rows
                        }
                        tasks.addTask { try await sweeper.run() }
                    }
                    #expect(try await eventually { try await database.count("deadline") == 0 })
                    tasks.cancelAll()
                    try await tasks.waitForAll()
                }
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
            let held = try await city.submit(due: 1, warning: 0)
            let free = try await city.submit(due: 1, warning: 0)
            let owner = try await PostgresConnection.open(database.configuration)
            try await Self.run("BEGIN; SELECT FROM work_item WHERE item = 1 FOR SHARE", on: owner)
            #expect(try await city.swept() == DeadlineSweep(rows: 3, dueSoon: 0, overdue: 1, raised: 1))
            #expect(try await city.kinds(free) == ["submitted", "overdue"])
            #expect(try await city.kinds(held) == ["submitted"])
            await owner.close()
            // The server notices a moment later.
            #expect(try await eventually { try await city.deadlines.sweep().overdue == 1 })
            #expect(try await city.kinds(held) == ["submitted", "overdue"])
        }
    }

    private static func run(_ text: String, on connection: isolated PostgresConnection) async throws {
        try connection.script(text)
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
            let explained: SQL = "EXPLAIN \(city.deadlines.selection(limit: 500))"
            let plan = try await database.pool.query(explained) { row throws(PostgresError) in
                try row.decode(String.self)
            }.joined(separator: "\n")
            #expect(plan.contains("Index Scan using deadline_key on deadline"), "\(plan)")
            #expect(!plan.contains("Seq Scan on deadline"), "\(plan)")
            #expect(!plan.contains("Sort Key: d.at"), "\(plan)")
        }
    }
}
