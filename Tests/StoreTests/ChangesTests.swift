import Foundation
import Postgres
import ServiceRequests
import TestSupport
import Testing

@testable import Store

@Suite struct ChangesTests {
    @Test(arguments: [
        "", "x", "now", "AQ", "AQAAAAAAAAAAAAAAAAAAAA", "AgAAAAAAAAABAAAAAAAAAAE", "AQAAAAAAAAABAAAAAAAAAAF",
    ])
    func `a text that no answer gave is no cursor`(text: String) {
        #expect(ChangeCursor(text) == nil)
    }

    @Test(arguments: [(0, 0), (1, 1), (1 << 40, 7), (Int64.max, Int64.max)])
    func `a cursor reads back as it was written, and is safe in an address`(transaction: Int64, event: Int64) {
        let cursor = ChangeCursor(transaction: transaction, event: event)
        #expect(ChangeCursor(cursor.text) == cursor)
        #expect(cursor.text.count == 23)
        #expect(cursor.text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    }

    @Test func `a department reads what names it, as the department or as the counterpart, and nothing else`()
        async throws
    {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit()
            try await city.submit("noise")
            try await Self.write(("offered", "works", "parks"), ("note", "police", nil), on: database)
            let changes = Changes(pool: database.pool, jurisdiction: city.jurisdiction)
            try await Self.settle(database)
            let works = try #require(try await changes.page(for: "works", after: .beginning, limit: 100))
            #expect(works.changes.map(\.kind) == ["submitted", "offered"])
            #expect(works.changes.first?.serviceRequestID == id)
            #expect(works.changes.first?.detailJSON.contains(#""department":"works""#) == true)
            #expect(!works.isMore)
            let parks = try #require(try await changes.page(for: "parks", after: .beginning, limit: 100))
            #expect(parks.changes == [try #require(works.changes.last)])
            #expect(try await changes.page(for: "works", after: works.cursor, limit: 100)?.changes == [])
        }
    }

    @Test func `of another department's worker only the department is told`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await database.pool.execute(
                """
                INSERT INTO event (jurisdiction, number, kind, actor, department, counterpart)
                VALUES (1, 1, 'offered', 'works/ann', 'works', 'parks'), (1, 1, 'closed', 'dispatch311', 'works', 'parks')
                """
            )
            try await Self.settle(database)
            let changes = Changes(pools: database.roles, jurisdiction: city.jurisdiction)
            for (department, actor) in [("works", "works/ann"), ("parks", "works")] {
                let page = try #require(try await changes.page(for: department, after: .beginning, limit: 9))
                #expect(page.changes.map(\.actor) == [actor, "dispatch311"])
            }
            // Whoever is taken for another department is shown the places of its events, and nothing else.
            let thief = changes.acting(as: .department("police", jurisdiction: city.jurisdiction.number))
            let page = try #require(try await thief.page(for: "works", after: .beginning, limit: 9))
            #expect(page.changes == [])
        }
    }

    @Test func `what commits late stands behind, and nothing passes it`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let changes = Changes(pool: database.pool, jurisdiction: city.jurisdiction)
            let slow = try await PostgresConnection.open(database.configuration)
            // Begins first, and writes its event last: the order of transactions is not the order of numbers.
            try await slow.script("BEGIN; SELECT pg_current_xact_id()")
            try await Self.write(("note", "works", nil), on: database)
            let before = try #require(try await changes.page(for: "works", after: .beginning, limit: 100))
            #expect(before.changes == [])
            #expect(!before.isMore)
            #expect(before.lag > .zero)
            let now = try await changes.now()
            try await slow.script(
                """
                INSERT INTO event (jurisdiction, number, kind, actor, department) VALUES (1, 1, 'offered', 'x', 'works');
                COMMIT
                """
            )
            await slow.close()
            try await Self.settle(database)
            let after = try #require(try await changes.page(for: "works", after: before.cursor, limit: 100))
            #expect(after.changes.map(\.kind) == ["offered", "note"])
            #expect(after.changes.map(\.event) == after.changes.map(\.event).sorted(by: >))
            // Now is from where the slow one began: what was under way is not lost.
            #expect(try await changes.page(for: "works", after: now.cursor, limit: 100)?.changes == after.changes)
        }
    }

    @Test(arguments: 1...4)
    func `pages of any size read the same, and a page looks at a bounded number of events`(limit: Int) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for index in 0..<23 {
                try await Self.write(("note", index.isMultiple(of: 7) ? "works" : "parks", nil), on: database)
            }
            try await Self.settle(database)
            let whole = Changes(pool: database.pool, jurisdiction: city.jurisdiction)
            let all = try #require(try await whole.page(for: "works", after: .beginning, limit: 100)).changes
            #expect(all.count == 4)
            let bounded = Changes(
                pools: DatabasePools(all: database.pool),
                jurisdiction: city.jurisdiction,
                maximumRead: 3
            )
            var (read, cursor, pages, empty): ([Change], ChangeCursor, Int, Int) = ([], .beginning, 0, 0)
            while true {
                let page = try #require(try await bounded.page(for: "works", after: cursor, limit: limit))
                #expect(page.changes.count <= limit)
                #expect(page.cursor > cursor)
                read += page.changes
                cursor = page.cursor
                pages += 1
                if page.changes.isEmpty { empty += 1 }
                guard page.isMore else { break }
            }
            #expect(read == all)
            #expect(pages >= 23 / 3)
            #expect(empty > 0)
        }
    }

    @Test func `a page's cost does not grow with what others wrote`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await database.pool.execute(
                """
                INSERT INTO event (jurisdiction, number, kind, actor, department)
                SELECT 1, 1, 'note', 'x', 'parks' FROM generate_series(1, 50000)
                """
            )
            try await Self.settle(database)
            let changes = Changes(pool: database.pool, jurisdiction: city.jurisdiction)
            var cursor = ChangeCursor.beginning
            for place in 1...6 {
                let page = try #require(try await changes.page(for: "works", after: cursor, limit: 1))
                #expect(page.changes == [])
                #expect(page.isMore == (place < 6))
                cursor = page.cursor
            }
        }
    }

    @Test func `the cursor of a later state than the database's is told from others`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let changes = Changes(pool: database.pool, jurisdiction: city.jurisdiction)
            let ahead = ChangeCursor(transaction: 1 << 50, event: 1)
            #expect(try await changes.page(for: "works", after: ahead, limit: 1) == nil)
        }
    }

    @Test func `after a dump came into another cluster, nothing is told before the order is mended, and all after`()
        async throws
    {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let order = EventOrder(pool: database.pool)
            let changes = Changes(pool: database.pool, jurisdiction: city.jurisdiction)
            try await city.submit()
            #expect(try await order.isKept())
            #expect(try await !order.mend())
            // As if the cluster it was dumped from had counted much further.
            try await database.pool.execute("UPDATE event SET xid = (xid::text::bigint + 5000000)::text::xid8")
            #expect(try await !order.isKept())
            #expect(try await city.verify().breaches.map(\.promise) == ["P8"])
            #expect(try await changes.page(for: "works", after: .beginning, limit: 10)?.changes == [])
            #expect(try await order.mend())
            #expect(try await !order.mend())
            #expect(try await order.isKept())
            #expect(try await city.verify().breaches == [])
            try await Self.settle(database)
            let restored = try #require(try await changes.page(for: "works", after: .beginning, limit: 10))
            #expect(restored.changes.count == 1)
            // And what is new stands behind, also for who had read further than the backup goes.
            try await city.submit()
            try await Self.settle(database)
            let further = ChangeCursor(transaction: restored.changes[0].cursor.transaction + 1_000_000, event: 1)
            for cursor in [restored.changes[0].cursor, restored.cursor, further] {
                let page = try await changes.page(for: "works", after: cursor, limit: 10)
                #expect(page?.changes.map(\.kind) == ["submitted"])
            }
        }
    }

    /// Waits until what was written is below the horizon: transactions in other databases hold it back, too.
    static func settle(_ database: TestDatabase) async throws {
        let isOver = try await eventually { try await database.count("event WHERE xid >= event_horizon()") == 0 }
        #expect(isOver)
    }

    private static func write(_ events: (String, String, String?)..., on database: TestDatabase) async throws {
        for (kind, department, counterpart) in events {
            try await database.pool.execute(
                """
                INSERT INTO event (jurisdiction, number, kind, actor, department, counterpart)
                VALUES (1, 1, \(kind), 'x', \(department), \(counterpart))
                """
            )
        }
    }
}
