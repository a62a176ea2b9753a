import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

/// Each filter against a count of the big tables, written apart from the lists' own SQL.
@Suite struct ListFiltersTests {
    private struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let condition: String
        let change: @Sendable (inout ItemSelection) -> Void
        var standing = ItemSelection.Standing.open

        var testDescription: String { name }
    }

    private static let cases: [Case] = [
        Case(name: "everything open", condition: "w.status = 'open'") { _ in },
        Case(name: "one service", condition: "w.status = 'open' AND r.service_code = 'pothole'") {
            $0.service = "pothole"
        },
        Case(name: "the telephone", condition: "w.status = 'open' AND r.channel = 'phone'") { $0.channel = "phone" },
        Case(
            name: "words of the place or the description in any case, a percent sign being one",
            condition: "w.status = 'open' AND (r.address LIKE '%Elm 50\\% Street%' OR r.description LIKE '%Elm 50\\%%')"
        ) { $0.text = "eLM 50%" },
        Case(name: "older than three days", condition: "w.status = 'open' AND now() - w.created_at > interval '3 days'")
        {
            $0.age = 3
        },
        Case(
            name: "late",
            condition: "w.status = 'open' AND w.due_at < now() AND w.pause_reason IS NULL",
            change: { $0.due = .late }
        ),
        Case(
            name: "late by its own list",
            condition: "w.status = 'open' AND w.due_at < now() AND w.pause_reason IS NULL",
            change: { _ in },
            standing: .late
        ),
        Case(
            name: "due within a day",
            condition: """
                w.status = 'open' AND w.due_at BETWEEN now() AND now() + interval '24 hours' AND w.pause_reason IS NULL
                """
        ) { $0.due = .soon },
        Case(
            name: "due later, or never",
            condition: """
                w.status = 'open' AND (w.due_at > now() + interval '24 hours' OR w.due_at IS NULL)
                AND w.pause_reason IS NULL
                """
        ) { $0.due = .later },
        Case(name: "paused", condition: "w.status = 'open' AND w.pause_reason IS NOT NULL") { $0.due = .paused },
        Case(
            name: "what one holds",
            condition: """
                w.item IN (SELECT unnest(l.items) FROM lease l WHERE l.department = 'works' AND l.holder = 'truck')
                """
        ) { $0.holder = "truck" },
        Case(
            name: "one queue's",
            condition: "w.status = 'open' AND w.queue = (SELECT queue FROM queue WHERE name = 'works/W')"
        ) { $0.queue = "works/W" },
        Case(name: "a queue that is not there", condition: "false") { $0.queue = "works/none" },
        Case(
            name: "waiting of one service, old",
            condition: """
                w.status = 'open' AND r.service_code = 'pothole' AND now() - w.created_at > interval '3 days'
                AND EXISTS (SELECT FROM ready y WHERE y.seq = w.item)
                """,
            change: {
                $0.service = "pothole"
                $0.age = 3
            },
            standing: .waiting
        ),
        Case(
            name: "accepted and late",
            condition: """
                w.item IN (SELECT item FROM accepted) AND w.due_at < now() AND w.pause_reason IS NULL
                """,
            change: { $0.due = .late },
            standing: .accepted
        ),
        Case(
            name: "a department's own number",
            condition: "w.item IN (SELECT item FROM accepted WHERE reference = 'R-7')"
        ) { $0.reference = "R-7" },
        Case(
            name: "closed, of one service",
            condition: "w.status = 'closed' AND r.service_code = 'pothole'",
            change: { $0.service = "pothole" },
            standing: .closed
        ),
    ]

    /// Ninety potholes, thirty trees: waiting, in hands, accepted, closed; late, soon, later, never, paused; by telephone.
    private func filled(_ database: TestDatabase) async throws -> TestCity {
        let city = try await TestCity(in: database)
        for _ in 0..<45 {
            for service in ["pothole", "pothole", "flood"] { try await city.submit(service) }
        }
        let worker = Worker(department: "works", name: "truck")
        let claim = try #require(try await city.queues.claim(50, for: worker, lease: .seconds(600)))
        let items = claim.items.map(\.item)
        _ = try await city.queues.accept(
            items.prefix(20).enumerated().map { Acceptance(item: $1, reference: $0 % 5 == 0 ? "R-7" : nil) },
            under: claim.lease,
            by: worker
        )
        let done = items.dropFirst(20).prefix(10).map { Completion(item: $0, outcome: .done) }
        _ = try await city.queues.complete(done, under: claim.lease, by: worker)
        let statements: [SQL] = [
            """
            UPDATE work_item SET created_at = now() - interval '1 day' * (item % 7),
                   due_at = CASE WHEN item % 5 > 0 THEN now() + interval '13 hours' * (item % 5 - 2) END,
                   paused_at = CASE WHEN status = 'open' AND item % 11 = 0 THEN now() END,
                   pause_reason = CASE WHEN status = 'open' AND item % 11 = 0 THEN 'Rain.' END
            """,
            "UPDATE accepted a SET due_at = w.due_at FROM work_item w WHERE w.item = a.item",
            """
            UPDATE service_request SET channel = CASE WHEN number % 4 = 0 THEN 'phone' ELSE 'web' END,
                   address = CASE WHEN number % 6 = 0 THEN '12 Elm 50% Street' ELSE '500 Elm Street' END,
                   description = CASE WHEN number % 9 = 0 THEN 'At the Elm 50% shop' ELSE 'A hole' END
            """,
        ]
        for statement in statements { try await database.pool.execute(statement) }
        return city
    }

    @Test func `each filter finds what a count of the tables finds, in every order`() async throws {
        try await TestDatabase.with { database in
            let city = try await filled(database)
            let lists = Worklists(pool: database.pool, jurisdiction: city.jurisdiction, privateServices: [])
            var found = 0
            for test in Self.cases {
                let expected = try await database.pool.query(
                    """
                    SELECT w.item FROM work_item w JOIN service_request r USING (jurisdiction, number)
                     WHERE w.department = 'works' AND \(unescaped: test.condition)
                    """
                ) { row throws(PostgresError) in try row.decode(Int64.self) }
                found += expected.isEmpty ? 0 : 1
                for order in test.standing.orders {
                    var selection = ItemSelection(test.standing, department: "works", order: order)
                    test.change(&selection)
                    var items: [Int64] = []
                    var next: ItemCursor?
                    repeat {
                        let page = try await lists.page(selection, after: next, viewer: "works")
                        #expect(page.count == ItemCount(expected.count), "\(test.name), \(order)")
                        #expect(page.lookedThrough == nil)
                        items += page.rows.map(\.item)
                        next = page.next
                    } while next != nil
                    #expect(items.count == Set(items).count, "\(test.name), \(order)")
                    #expect(Set(items) == Set(expected), "\(test.name), \(order)")
                    let whole = try await lists.whole(selection, viewer: "works")
                    #expect(whole.rows.map(\.item) == items, "\(test.name), \(order)")
                }
            }
            // All but the queue that is not there find something, or the above would prove little.
            #expect(found == Self.cases.count - 1)
        }
    }

    @Test func `filters that tell what, where and which find others' private requests for nobody`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit()
            try await database.pool.execute("UPDATE service_request SET address = 'Hidden Lane 1', channel = 'web'")
            let changes: [@Sendable (inout ItemSelection) -> Void] = [
                { $0.service = "pothole" }, { $0.text = "hidden lane" }, { $0.channel = "web" }, { $0.reference = id },
                { $0.queue = "works/W" },
            ]
            for (viewer, department, isFound) in [
                ("police", nil as String?, false), ("police", "works", false), ("works", nil, true),
                ("works", "works", true),
            ] {
                let lists = Worklists(
                    pool: database.pool,
                    jurisdiction: city.jurisdiction,
                    privateServices: ["pothole"]
                )
                for (index, change) in changes.enumerated() {
                    var selection = ItemSelection(.open, department: department)
                    change(&selection)
                    let page = try await lists.page(selection, viewer: viewer)
                    #expect(page.total == (isFound ? 1 : 0), "\(viewer), \(department ?? "all"), \(index)")
                    #expect(page.rows.count == page.total)
                }
            }
        }
    }

    @Test func `a reference is found in whatever state it is`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit()
            try await city.submit()
            let worker = Worker(department: "works", name: "truck")
            let lists = Worklists(pool: database.pool, jurisdiction: city.jurisdiction, privateServices: [])
            var selection = ItemSelection(.open, department: "works")
            selection.reference = id
            func states() async throws -> [String] {
                try await lists.page(selection, viewer: "works").rows.map {
                    "\($0.place) \($0.subject?.serviceRequestID ?? "")"
                }
            }
            #expect(try await states() == ["waiting \(id)"])
            let claim = try #require(try await city.queues.claim(1, for: worker, lease: .seconds(60)))
            #expect(try await states() == ["leased \(id)"])
            let done = [Completion(item: claim.items[0].item, outcome: .done)]
            _ = try await city.queues.complete(done, under: claim.lease, by: worker)
            #expect(try await states() == ["closed \(id)"])
        }
    }
}
