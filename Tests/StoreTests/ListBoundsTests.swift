import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

/// Lists longer than is counted or looked at for one page.
@Suite struct ListBoundsTests {
    private static let open = 12_000

    /// So many open items, every thousandth about a fallen tree, a seventh of them accepted where that is asked for.
    private func filled(_ database: TestDatabase, accepted: Int = 0) async throws -> TestCity {
        let city = try await TestCity(in: database)
        try await city.submit()
        let statements: [SQL] = [
            """
            CREATE TABLE made AS
            SELECT n, nextval('service_request_number') AS number, nextval('work_item_number') AS item
              FROM generate_series(2, \(unescaped: String(Self.open))) AS n
            """,
            """
            INSERT INTO service_request (
                jurisdiction, number, expected_at, latitude, longitude, open_legs, is_private, service_code, department,
                service_notice, secret
            )
            SELECT r.jurisdiction, made.number, r.expected_at, r.latitude, r.longitude, 1, false,
                   CASE WHEN n % 1000 = 0 THEN 'flood' ELSE r.service_code END, r.department, r.service_notice, r.secret
              FROM made CROSS JOIN (SELECT * FROM service_request LIMIT 1) AS r
            """,
            """
            INSERT INTO work_item (jurisdiction, item, number, due_at, queue, leg, priority, department)
            SELECT w.jurisdiction, made.item, made.number, now() + interval '1 second' * (n % 500), w.queue, 1,
                   w.priority, w.department
              FROM made CROSS JOIN (SELECT * FROM work_item LIMIT 1) AS w
            """,
            """
            INSERT INTO ready (jurisdiction, queue, priority, seq, department)
            SELECT w.jurisdiction, w.queue, w.priority, w.item, w.department FROM made JOIN work_item w USING (item)
             WHERE n % 10 >= \(accepted)
            """,
            """
            INSERT INTO accepted (jurisdiction, item, due_at, department)
            SELECT w.jurisdiction, w.item, w.due_at, w.department FROM made JOIN work_item w USING (item)
             WHERE n % 10 < \(accepted)
            """,
            "ANALYZE",
        ]
        for statement in statements { try await database.pool.execute(statement) }
        return city
    }

    @Test func `a total beyond the bound says that there are more, and the pages still give every item`() async throws {
        try await TestDatabase.with { database in
            let city = try await filled(database)
            let lists = Worklists(pool: database.pool, jurisdiction: city.jurisdiction, privateServices: [])
            for (standing, department) in [
                (ItemSelection.Standing.open, "works" as String?), (.open, nil), (.waiting, "works"),
            ] {
                let page = try await lists.page(ItemSelection(standing, department: department), viewer: "works")
                #expect(page.count == ItemCount(Worklists.countLimit, isMore: true))
                #expect(page.rows.count == Worklists.pageSize)
            }
            let whole = try await lists.whole(ItemSelection(.open, department: "works"), viewer: "works")
            #expect(whole.rows.count == Worklists.exportLimit)
            #expect(Set(whole.rows.map(\.item)).count == Worklists.exportLimit)
            #expect(whole.next != nil)
            let rest = try await lists.page(
                ItemSelection(.open, department: "works", order: .dueLast),
                viewer: "works"
            )
            #expect(rest.rows.first?.dueAt.map { last in whole.rows.allSatisfy { ($0.dueAt ?? last) <= last } } == true)
        }
    }

    @Test func `what must be looked for says how far it was, and going on from there finds the rest`() async throws {
        try await TestDatabase.with { database in
            let city = try await filled(database)
            let lists = Worklists(pool: database.pool, jurisdiction: city.jurisdiction, privateServices: [])
            for order in ItemSelection.Order.allCases {
                var selection = ItemSelection(.open, department: "works", order: order)
                selection.service = "flood"
                var (items, looked, turns) = ([Int64](), 0, 0)
                var next: ItemCursor?
                repeat {
                    let page = try await lists.page(selection, after: next, viewer: "works")
                    #expect(page.count.isMore)
                    items += page.rows.map(\.item)
                    looked += page.lookedThrough ?? 0
                    turns += 1
                    #expect((page.next == nil) == (page.lookedThrough == nil))
                    next = page.next
                } while next != nil
                #expect(items.count == 12 && Set(items).count == 12, "\(order)")
                #expect(looked == Self.open)
                // One ends where the list does, which only the next sees.
                #expect(turns == Self.open / Worklists.readLimit + 1)
            }
        }
    }

    @Test(arguments: [1, 5, 9])
    func `few among many and many among many are found alike`(accepted: Int) async throws {
        try await TestDatabase.with { database in
            let city = try await filled(database, accepted: accepted)
            let lists = Worklists(pool: database.pool, jurisdiction: city.jurisdiction, privateServices: [])
            for standing in [ItemSelection.Standing.waiting, .accepted] {
                let table = standing == .waiting ? "ready" : "accepted"
                let expected = try await database.pool.first("SELECT count(*) FROM \(unescaped: table)") {
                    row throws(PostgresError) in try row.decode(Int.self)
                }
                var items: Set<Int64> = []
                var (next, rows) = (ItemCursor?.none, 0)
                repeat {
                    let page = try await lists.page(
                        ItemSelection(standing, department: "works"),
                        after: next,
                        viewer: "works"
                    )
                    #expect(page.total == min(expected ?? -1, Worklists.countLimit))
                    #expect(page.rows.allSatisfy { $0.place.rawValue == standing.rawValue })
                    rows += page.rows.count
                    items.formUnion(page.rows.map(\.item))
                    next = page.next
                } while next != nil && rows < 2000
                #expect(items.count == rows)
                #expect(next != nil || rows == expected)
            }
            let desk = Desk(pool: database.pool, jurisdiction: city.jurisdiction, privateServices: [])
            let queue = try await desk.overview(for: Worker(department: "works", name: "w")).queues.first { $0.isBusy }
            #expect(queue?.waiting.isMore == true)
            #expect(queue?.waiting.number == QueueFigures.countLimit)
        }
    }
}
