import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct WorklistsTests {
    @Test(arguments: ItemSelection.Order.allCases, [ItemSelection.Standing.open, .late, .closed, .submitted])
    func `pages give every item once, in order, whatever happens before the place reached`(
        order: ItemSelection.Order,
        standing: ItemSelection.Standing
    ) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for _ in 0..<120 { try await city.submit() }
            if standing == .closed {
                let worker = Worker(department: "works", name: "w")
                let claim = try #require(try await city.queues.claim(200, for: worker, lease: .seconds(60)))
                let done = claim.items.map { Completion(item: $0.item, outcome: .done) }
                _ = try await city.queues.complete(done, under: claim.lease, by: worker)
            }
            // Many with the same instant, some without a date, in no order.
            try await database.pool.execute(
                """
                UPDATE work_item SET due_at = CASE WHEN item % 7 > 0 THEN now() - interval '1 hour' * (item % 5) END,
                       created_at = now() - interval '1 minute' * (item % 3)
                """
            )
            if standing == .late {
                try await database.pool.execute("UPDATE work_item SET due_at = now() - interval '1 day'")
            }
            // One of the latter came in when its only item did.
            try await database.pool.execute(
                "UPDATE service_request s SET requested_at = w.created_at FROM work_item w WHERE w.number = s.number"
            )
            let lists = Worklists(pool: database.pool, jurisdiction: city.jurisdiction, privateServices: [])
            guard standing.orders.contains(order) else { return }
            let selection = ItemSelection(standing, order: order)
            var rows: [ItemRow] = []
            var next: ItemCursor?
            repeat {
                let page = try await lists.page(selection, after: next, viewer: "works")
                #expect(page.total == 120)
                rows += page.rows
                next = try page.next.map { try #require(ItemCursor($0.text)) }
            } while next != nil
            #expect(rows.count == 120)
            #expect(Set(rows.map(\.item)).count == 120)
            let keys = rows.map { row in
                switch order {
                case .due, .dueLast: row.dueAt ?? .distantFuture
                case .oldest, .newest: standing == .closed ? row.closedAt ?? .distantPast : row.createdAt
                }
            }
            let sorted = zip(keys, rows.map(\.item)).sorted { $0 < $1 }.map(\.1)
            #expect(rows.map(\.item) == ([.newest, .dueLast].contains(order) ? sorted.reversed() : sorted))
        }
    }

    @Test(arguments: ["", "1", "1.2.3", "x.1", "1.x", "1.0", "99999999999999999.1", "none.", "none.-1", "1.1 "])
    func `what no page gave is no place in a list`(text: String) {
        #expect(ItemCursor(text) == nil)
    }

    @Test func `a place in a list comes back from its text as it was`() {
        let places = [
            ItemCursor(key: Date(timeIntervalSince1970: 1_795_550_700.123456), item: 7),
            ItemCursor(key: .distantFuture, item: .max), ItemCursor(key: Date(timeIntervalSince1970: -1.5), item: 1),
        ]
        for place in places {
            let read = ItemCursor(place.text)
            #expect(read?.item == place.item)
            #expect(read.map { abs($0.key.timeIntervalSince(place.key)) < 0.000_001 } == true)
        }
    }

    @Test func `what came in before its service became private is kept from departments without a leg`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit()
            for (now, viewer, isReadable) in [
                ([], "police", true), (["pothole"], "police", false), (["pothole"], "works", true),
                (["fallen-tree"], "police", true),
            ] {
                let (pool, row) = (database.pool, city.jurisdiction)
                let lists = Worklists(pool: pool, jurisdiction: row, privateServices: now)
                let all = try await lists.page(ItemSelection(.open), viewer: viewer)
                #expect(all.rows.map { $0.subject?.serviceRequestID } == [isReadable ? id : nil])
                let queue = try await lists.page(ItemSelection(.open, queue: "works/W"), viewer: viewer)
                #expect(queue.total == (isReadable ? 1 : 0))
                let file = try await CaseFiles(pool: pool, jurisdiction: row, privateServices: now)
                    .file(id: id, viewer: viewer)
                #expect((file != nil) == isReadable)
                if let file { #expect(file.isPrivate == now.contains("pothole")) }
                let desk = Desk(pool: pool, jurisdiction: row, privateServices: now)
                let overview = try await desk.overview(for: Worker(department: viewer, name: "w"))
                #expect(overview.queues.reduce(0) { $0 + $1.waiting.number } == (viewer == "works" ? 1 : 0))
            }
        }
    }

    @Test func `the requests of several items are what each is by itself, and only the department's`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for _ in 0..<3 { try await city.submit() }
            let (pool, row) = (database.pool, city.jurisdiction)
            let lists = Worklists(pool: pool, jurisdiction: row, privateServices: [])
            let items = try await lists.page(ItemSelection(.open), viewer: "works").rows.map(\.item)
            let files = CaseFiles(pool: pool, jurisdiction: row, privateServices: [])
            let all = try await files.files(items: items + [9999], of: "works")
            #expect(items.count == 3 && all.keys.sorted() == items.sorted())
            for (item, file) in all {
                let alone = try #require(try await files.file(item: item, of: "works"))
                #expect(file.legs == alone.legs && file.history == alone.history && !file.history.isEmpty)
                #expect(file.serviceRequestID == alone.serviceRequestID && file.leg(item) != nil)
                #expect(file.attributesJSON == alone.attributesJSON && file.description == alone.description)
            }
            #expect(try await files.files(items: items, of: "police").isEmpty)
            #expect(try await files.files(items: [], of: "works").isEmpty)
        }
    }

    @Test func `a reopened item that closes again is counted once`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let worker = Worker(department: "works", name: "w")
            let claim = try #require(try await city.queues.claim(1, for: worker, lease: .seconds(60)))
            let done = [Completion(item: claim.items[0].item, outcome: .done)]
            _ = try await city.queues.complete(done, under: claim.lease, by: worker)
            // Its first close, an hour before the one that counts.
            try await database.pool.execute(
                """
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, at)
                SELECT jurisdiction, number, item, kind, actor, department, at - interval '1 hour' FROM event
                 WHERE kind = 'completed'
                """
            )
            let board = Board(pool: database.pool, jurisdiction: city.jurisdiction)
            let figures = try await board.figures()
            #expect(figures.total.closed == 1)
            #expect(figures.outLastHour == 1)
            let lists = Worklists(pool: database.pool, jurisdiction: city.jurisdiction, privateServices: [])
            #expect(try await lists.page(ItemSelection(.closed), viewer: "works").total == 1)
        }
    }
}
