import Postgres
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

    @Test func `every leg is watched from the moment it comes in`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            _ = try await city.submit("fallen-tree", due: 4000, warning: 3000)
            let rows = try await database.pool.query(
                """
                SELECT format('%s %s %s %s', d.item, d.kind, d.about = w.due_at,
                              round(extract(epoch FROM d.at - w.created_at) / 10) * 10)
                  FROM deadline d JOIN work_item w USING (jurisdiction, item) ORDER BY d.item, d.at
                """
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(rows == ["1 due_soon t 3000", "1 overdue t 4000", "2 due_soon t 3000", "2 overdue t 4000"])
            #expect(try await city.deadlines.sweep() == .nothing)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `due soon is one lane up, overdue is the first, and both are said once`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let older = try await city.submit(due: 4000, warning: 3000)
            let soon = try await city.submit(due: 4000, warning: 0)
            let late = try await city.submit(at: .east, due: 0, warning: 0)
            for table in ["work_item", "ready"] {
                try await database.pool.execute("UPDATE \(unescaped: table) SET priority = 3")
            }
            // A warning for what is overdue already comes too late, and is none.
            let first = DeadlineSweep(rows: 3, dueSoon: 1, overdue: 1, raised: 2)
            #expect(try await city.swept() == first)
            #expect(try await city.deadlines.sweep() == .nothing)
            #expect(try await city.kinds(soon) == ["submitted", "due_soon"])
            #expect(try await city.kinds(late) == ["submitted", "overdue"])
            #expect(try await city.kinds(older) == ["submitted"])
            let line = try #require(try await city.history(late).last)
            #expect(line.department == "works" && line.actor == "dispatch311" && line.item == 3)
            let due = try await database.pool.first(
                """
                SELECT to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM work_item WHERE item = 3
                """
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(line.detailJSON == #"{"due" : "\#(try #require(due))", "priority" : 1}"#)
            let claim = try #require(try await city.queues.claim(10, for: works, lease: .seconds(60)))
            #expect(claim.items.map(\.serviceRequestID) == [late, soon, older])
            #expect(claim.items.map(\.priority) == [1, 2, 3])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `what ages goes before what is newer and more urgent, and what came back goes first of its lane`()
        async throws
    {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let ageing = try await city.submit(due: 1, warning: 0)
            let urgent = try await city.submit(attributes: ["depth": ["deep"]])
            let normal = try await city.submit()
            let lines = try await city.queues.claim(1, for: works, lease: .seconds(60))
            let claim = try #require(lines)
            #expect(claim.items.map(\.serviceRequestID) == [urgent])
            let newer = try await city.submit(attributes: ["depth": ["deep"]])
            #expect(try await city.swept().overdue == 1)
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
            let id = try await city.submit(due: 1, warning: 0)
            let claim = try #require(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            #expect(try await city.swept() == DeadlineSweep(rows: 2, dueSoon: 0, overdue: 1, raised: 0))
            #expect(try await database.count("ready") == 0)
            _ = try await city.queues.release(claim.items.map(\.item), under: claim.lease, by: works)
            let again = try #require(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            #expect(again.items.map(\.priority) == [1])
            #expect(try await city.kinds(id) == ["submitted", "overdue", "released"])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `an item that is offered is raised where it stands, and goes back raised`() async throws {
        try await MovingCity.with { town in
            let city = town.city
            let id = try await city.submit(due: 2, warning: 0)
            let claim = try await town.claim(town.works)
            let item = claim.items[0].item
            let handOver = try await town.handOver([item], to: "parks", from: town.works, for: .seconds(3600))
            #expect(
                try await town.queues.handOver(handOver, under: claim.lease, by: town.works).map(\.outcome) == [.ok]
            )
            let standing = try await town.standing(item)
            #expect(try await city.swept().raised == 1)
            #expect(try await town.standing(item) == standing)
            let line = try #require(try await city.history(id).last)
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
            let done = try await city.submit(due: 1, warning: 0)
            let moved = try await city.submit(due: 1, warning: 0)
            let claim = try #require(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            let completion = Completion(item: claim.items[0].item, outcome: .done)
            _ = try await city.queues.complete([completion], under: claim.lease, by: works)
            try await city.move(item: 2, by: "1 hour")
            #expect(try await city.swept() == DeadlineSweep(rows: 4, dueSoon: 0, overdue: 0, raised: 0))
            #expect(try await city.kinds(done) == ["submitted", "completed", "closed"])
            #expect(try await city.kinds(moved) == ["submitted"])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `a date that moved is warned of again`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit(due: 1, warning: 0)
            _ = try await city.swept()
            // The same date again, as after a reopening: the history has it.
            try await city.move(item: 1, by: "0 seconds")
            #expect(try await city.deadlines.sweep() == DeadlineSweep(rows: 2, dueSoon: 0, overdue: 0, raised: 0))
            try await city.move(item: 1, by: "2 seconds")
            #expect(try await city.swept().overdue == 1)
            #expect(try await city.kinds(id) == ["submitted", "overdue", "overdue"])
        }
    }

    @Test func `what a city is due is its own`() async throws {
        try await TestDatabase.with { database in
            let (one, other) = (try await TestCity(in: database), try await TestCity(in: database, code: "other"))
            _ = try await one.submit(due: 1, warning: 0)
            let id = try await other.submit(due: 1, warning: 0)
            #expect(try await one.swept().overdue == 1)
            #expect(try await other.kinds(id) == ["submitted"])
            #expect(try await other.deadlines.sweep().overdue == 1)
        }
    }

    @Test func `offers are not its affair`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            try await database.pool.execute(
                "INSERT INTO deadline SELECT jurisdiction, now() - interval '1 s', item, 'offer', now() FROM work_item"
            )
            #expect(try await city.deadlines.sweep() == .nothing)
            #expect(try await database.count("deadline WHERE kind = 'offer'") == 1)
        }
    }
}
