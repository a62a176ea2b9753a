import OpenMetrics
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct TriageReaderTests {
    private func triage(_ town: MovingCity) -> Triage {
        Triage(
            pool: town.city.database.pool,
            jurisdiction: town.city.jurisdiction,
            privateServices: ["person-in-need"],
            nearness: 15
        )
    }

    private func counts(_ town: MovingCity) async throws -> [TriageKind: Int] {
        let page = try await triage(town).page(.gap)
        return Dictionary(page.counts.map { ($0.kind, $0.items) }, uniquingKeysWith: { first, _ in first })
    }

    /// Every kind counted apart from the reader, item by item, from the big tables.
    private func plain(_ town: MovingCity) async throws -> [String] {
        try await town.city.database.pool.query(
            """
            SELECT w.item || ' ' || CASE
                     WHEN EXISTS (SELECT FROM event e WHERE e.number = w.number AND e.kind = 'triaged'
                                    AND e.detail ->> 'reason' = 'attempts') THEN 'poison'
                     WHEN (SELECT count(*) FROM event e WHERE e.number = w.number AND e.kind = 'declined') >= 2 THEN 'loop'
                     WHEN EXISTS (SELECT FROM event e WHERE e.number = w.number AND e.kind = 'triaged') THEN 'other'
                     WHEN w.department = 'triage' THEN 'gap' END
              FROM work_item w
             WHERE w.status = 'open' AND (w.department = 'triage' OR (
                       SELECT count(*) FROM event e WHERE e.number = w.number AND e.kind = 'declined') >= 2)
             ORDER BY w.item
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    /// Parks declines what works offers, so often.
    private func decline(_ point: Standpoint, _ times: Int, _ town: MovingCity) async throws {
        for _ in 0..<times {
            let held = try await town.claim(town.works)
            let offer = try await town.handOver([point.item], to: "parks", from: town.works)
            _ = try await town.queues.handOver(offer, under: held.lease, by: town.works)
            let other = try await town.claim(town.parks)
            _ = try await town.queues.decline([point.item], under: other.lease, by: town.parks)
        }
    }

    @Test func `every item that needs a person is of one kind, as plain SQL says`() async throws {
        try await MovingCity.with { town in
            // Sent to and fro, and still with works.
            let looped = try await town.pothole(.waiting)
            try await decline(looped, 2, town)
            _ = try await town.claim(town.works)
            // Came back to the cap.
            let poisoned = try await town.pothole(.waiting)
            try await town.city.database.pool.execute(
                "WITH r AS (UPDATE ready SET attempt = 4) UPDATE work_item SET attempt = 4 WHERE item = \(poisoned.item)"
            )
            let last = try await town.claim(town.works)
            _ = try await town.queues.release([poisoned.item], under: last.lease, by: town.works)
            // Parked.
            let parked = try await town.pothole(.leased)
            let away = try await town.handOver([parked.item], to: "triage", from: town.works)
            _ = try await town.queues.handOver(away, under: try #require(parked.lease), by: town.works)
            let gap = try await town.city.submit(at: .gap)
            let done = try await town.pothole(.closed)
            var found: [String] = []
            for kind in TriageKind.allCases {
                found += try await triage(town).page(kind).rows.map { "\($0.row.item) \(kind.rawValue)" }
            }
            #expect(found.sorted() == (try await plain(town)).sorted())
            #expect(found.count == 4)
            #expect(try await counts(town) == [.gap: 1, .edge: 0, .loop: 1, .poison: 1, .quarantine: 0, .other: 1])
            #expect(!found.contains { $0.hasPrefix("\(done.item) ") })
            // A person keeps the gap: it is other work of triage then.
            let boss = Worker(department: "triage", name: "boss")
            let kept = try await town.city.database.pool.withConnection { connection throws(PostgresError) in
                try town.moves.keep(gap, reason: "We look.", by: boss, on: connection)
            }
            #expect(kept == .done(true))
            #expect(try await counts(town) == [.gap: 0, .edge: 0, .loop: 1, .poison: 1, .quarantine: 0, .other: 2])
        }
    }

    @Test func `pages of a kind follow one another without a gap or a repetition`() async throws {
        try await MovingCity.with { town in
            var items: [Int64] = []
            for _ in 0..<(Triage.pageSize + 3) { _ = try await town.city.submit(at: .gap) }
            var after: Int64 = 0
            while true {
                let page = try await triage(town).page(.gap, after: after)
                items += page.rows.map(\.row.item)
                guard let next = page.next else { break }
                after = next
            }
            #expect(items.count == Triage.pageSize + 3 && items == Array(Set(items)).sorted())
        }
    }

    @Test func `another leg's way back, one of long ago, and what its owner takes back make no loop`() async throws {
        try await MovingCity.with { town in
            let near = try await town.pothole(.waiting)
            let gap = try await town.city.submit(at: .gap)
            try await town.city.database.pool.execute(
                """
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, at, detail)
                SELECT w.jurisdiction, w.number, coalesce(v.item, w.item), v.kind, 'x', w.department, 'parks',
                       statement_timestamp() - v.age, v.detail::json
                  FROM work_item w
                  JOIN (VALUES
                      ('works', 999, 'declined', interval '1 hour', '{}'),
                      ('works', NULL, 'declined', interval '1 hour', '{}'),
                      ('works', NULL, 'offer_expired', interval '1 hour', '{"withdrawn":true}'),
                      ('triage', NULL, 'declined', interval '31 days', '{}'),
                      ('triage', NULL, 'declined', interval '32 days', '{}')
                  ) AS v (department, item, kind, age, detail) ON v.department = w.department
                """
            )
            let found = try await counts(town)
            #expect(found == [.gap: 1, .edge: 0, .loop: 0, .poison: 0, .quarantine: 0, .other: 0], "\(gap)")
            try await town.city.database.pool.execute(
                """
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart)
                SELECT jurisdiction, number, item, 'declined', 'x', 'works', 'parks'
                  FROM work_item WHERE item = \(near.item)
                """
            )
            #expect(try await counts(town)[.loop] == 1)
            #expect(try await triage(town).page(.loop).rows.map(\.bounces) == [2])
        }
    }

    @Test func `what was found of a private request is read by those alone who have a leg of it`() async throws {
        try await MovingCity.with { town in
            let findings = CatalogFindings(
                pool: town.city.database.pool,
                jurisdiction: town.city.jurisdiction,
                privateServices: ["person-in-need"]
            )
            for service in ["pothole", "person-in-need"] {
                let id = try await town.city.submit(service)
                let isWritten = try await town.city.database.pool.withConnection { connection throws(PostgresError) in
                    try findings.write(
                        id,
                        wentTo: "works",
                        belongsTo: "parks",
                        edge: nil,
                        reason: "It has grown.",
                        by: .worker(town.triage),
                        on: connection
                    )
                }
                #expect(isWritten)
            }
            #expect(try await findings.list(for: "parks").map(\.serviceCode) == ["pothole"])
            #expect(try await findings.counts(for: "parks").map(\.serviceCode) == ["pothole"])
            #expect(try await findings.list(for: "police").map(\.serviceCode) == ["person-in-need", "pothole"])
            #expect(try await findings.counts(for: "police").count == 2)
        }
    }

    @Test func `what is picked out of a list counts as a claim, and nothing as none`() async throws {
        try await MovingCity.with { town in
            let items = [try await town.pothole(.waiting).item, try await town.pothole(.waiting).item]
            let meter = town.queues.meter
            meter.know(["works"])
            #expect(meter.claims.all["works"]?.value == 0)
            for expected in [1, 1] {
                _ = try await town.city.database.pool.transaction { connection throws(PostgresError) in
                    try town.queues.take(items, for: town.works, lease: .seconds(60), on: connection)
                }
                #expect(meter.claims.all["works"]?.value == expected && meter.claimedItems.all["works"]?.value == 2)
            }
        }
    }

    @Test func `what a person sends is offered, its owner stays, and it is fenced`() async throws {
        try await MovingCity.with { town in
            let boss = Worker(department: "triage", name: "boss")
            let id = try await town.city.submit(at: .gap)
            let item = try #require(try await triage(town).page(.gap).rows.first?.row.item)
            let directory = QueueDirectory(pool: town.city.database.pool, jurisdiction: town.city.jurisdiction)
            let entry = QueueDirectory.Entry(name: "parks", department: "parks", boundary: nil)
            let queue = try #require(try await directory.numbers(of: [entry])["parks"])
            func send(to department: String, _ queue: Int32) async throws -> MoveResult<Bool> {
                try await town.city.database.pool.transaction { connection throws(PostgresError) in
                    try town.moves.send(
                        item,
                        to: RequestMoves.Target(department: department, queue: queue),
                        reason: "Theirs.",
                        by: boss,
                        on: connection
                    )
                }
            }
            let before = try await town.everything()
            // A queue that is not the department's, and triage, which nobody offers anything.
            #expect(try await send(to: "police", queue) == .refused(.notYours))
            #expect(try await send(to: "triage", queue) == .refused(.notYours))
            #expect(try await town.everything() == before)
            #expect(try await send(to: "parks", queue) == .done(true))
            #expect(try await town.standing(item) == "triage offered to parks parks back to triage attempt 0 hops 1")
            #expect(try await send(to: "parks", queue) == .refused(.notYours))
            #expect(try await counts(town)[.gap] == 0)
            let claim = try await town.claim(town.parks)
            _ = try await town.queues.decline([item], under: claim.lease, by: town.parks)
            #expect(try await town.history(id) == ["offered triage parks", "declined triage parks"])
            #expect(try await town.astray() == [])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test(arguments: [false, true])
    func `the owner takes back an offer that waits or that somebody holds`(isHeld: Bool) async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            let claim = isHeld ? try await town.claim(town.parks) : nil
            #expect(try await town.moves.withdraw(item, reason: "Ours.", by: town.police).refusal == .notYours)
            #expect(try await town.moves.withdraw(item, reason: "Ours.", by: town.parks).refusal == .notYours)
            #expect(try await town.moves.withdraw(item, reason: "Ours.", by: town.works) == .done(true))
            #expect(try await town.moves.withdraw(item, reason: "Ours.", by: town.works).refusal == .notYours)
            #expect(try await town.standing(item) == "works its own works/W attempt 0 hops 1")
            if let claim {
                let late = try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: town.parks)
                #expect(late.map(\.outcome) == [.stale])
            }
            #expect(try await town.history(id) == ["offered works parks", "offer_expired works parks"])
            #expect(try await town.claim(town.works).items.map(\.item) == [item])
            #expect(try await town.astray() == [])
            #expect(try await town.city.verify().breaches == [])
        }
    }
}
