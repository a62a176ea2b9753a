import Postgres
import ServiceRequests
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct ManyHandsTests {
    /// Every open item that is not in exactly one place, or whose place is not its owner's or its offer's.
    private static let astray: SQL = """
        WITH place AS (
            SELECT r.seq AS item, q.department, 'waiting' AS place
              FROM ready r JOIN queue q USING (jurisdiction, queue)
            UNION ALL
            SELECT unnest(items), department, 'leased' FROM lease
            UNION ALL
            SELECT item, department, 'accepted' FROM accepted
        )
        SELECT concat_ws(' ', w.item, w.status, w.department, w.offered_to, string_agg(p.place, ','))
          FROM work_item w
          LEFT JOIN place p USING (item)
          LEFT JOIN queue b ON b.queue = w.return_queue
          JOIN service_request s ON s.jurisdiction = w.jurisdiction AND s.number = w.number
         GROUP BY w.jurisdiction, w.item, b.department, s.department, s.status
        HAVING count(p.item) <> CASE w.status WHEN 'open' THEN 1 ELSE 0 END
            OR bool_or(p.department <> coalesce(w.offered_to, w.department))
            OR bool_or(p.place = 'accepted' AND w.offered_to IS NOT NULL)
            OR b.department <> w.department
            OR w.leg = 1 AND s.department <> w.department
        """

    /// Where a history leads: who owns the item in the end; nil where one line does not follow from those before.
    private func owner(after lines: [HistoryLine], from first: String) -> String? {
        var owner = first
        var offer: String?
        for line in lines {
            switch line.kind {
            case "offered":
                guard offer == nil, line.department == owner, line.counterpart != owner else { return nil }
                offer = line.counterpart
            case "declined", "offer_expired":
                guard let standing = offer, line.department == owner, line.counterpart == standing else { return nil }
                offer = nil
            case "accepted", "completed":
                guard line.department == offer ?? owner, line.counterpart == offer.map({ _ in owner }) else {
                    return nil
                }
                owner = line.department ?? ""
                offer = nil
            case "triaged":
                guard line.department == "triage", line.counterpart == owner else { return nil }
                owner = "triage"
                offer = nil
            case "released", "lease_expired":
                guard line.department == owner, line.counterpart == offer else { return nil }
            default: return nil
            }
        }
        return owner
    }

    @Test func `workers of four departments hand to and fro, and nothing is ever lost or owned twice`() async throws {
        try await MovingCity.with(poolSize: 14) { town in
            let ids = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<60 { group.addTask { try await town.city.submit() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let end = End()
            let departments = ["works", "parks", "police", "triage"]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let worker = Worker(department: departments[number % 4], name: "w\(number)")
                        var generator = Chance(seed: UInt64(number + 1))
                        for _ in 0..<60 { try await work(worker, in: town, departments, &generator) }
                        // On until each move was made by somebody: who meets whom is chance. Fresh items, because old
                        // ones end with triage, which never declines.
                        for _ in 0..<1000 where try await !missing(in: town).isEmpty {
                            _ = try await town.city.submit()
                            for _ in 0..<5 { try await work(worker, in: town, departments, &generator) }
                        }
                    }
                }
                group.addTask {
                    while !end.isReached {
                        let astray = try await town.city.database.pool.query(Self.astray) {
                            row throws(PostgresError) in try row.decode(String.self)
                        }
                        #expect(astray == [])
                        _ = try await town.queues.endOffers(limit: 5)
                        _ = try await town.queues.rescue(limit: 5)
                        try await Task.sleep(for: .milliseconds(5))
                    }
                }
                for _ in 0..<8 { try await group.next() }
                end.reach()
                try await group.waitForAll()
            }
            #expect(try await town.city.verify().breaches == [])
            let history = History(pool: town.city.database.pool, jurisdiction: town.city.jurisdiction)
            for id in ids {
                let lines = try await history.lines(of: id)
                let number = try #require(town.city.jurisdiction.cipher.number(for: id))
                let now = try await town.city.database.pool.first(
                    "SELECT department FROM work_item WHERE number = \(number)"
                ) { row throws(PostgresError) in try row.decode(String.self) }
                #expect(owner(after: lines.filter { $0.item != nil }, from: "works") == now, "\(lines.map(\.kind))")
            }
            // The test must have done what it is about.
            #expect(try await missing(in: town) == [])
        }
    }

    /// The moves this test is about that nobody has made yet.
    private func missing(in town: MovingCity) async throws -> [String] {
        try await town.city.database.pool.query(
            """
            SELECT kind FROM unnest(
                '{offered,declined,accepted,released,completed,offer_expired,triaged}'::text[]
            ) AS wanted (kind)
             WHERE kind NOT IN (SELECT e.kind FROM event e)
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    private func work(
        _ worker: Worker,
        in town: MovingCity,
        _ departments: [String],
        _ chance: inout Chance
    ) async throws {
        let lease: Duration = chance.one(of: 10) ? .milliseconds(1) : .seconds(60)
        guard let claim = try await town.queues.claim(1 + chance.below(4), for: worker, lease: lease) else { return }
        for item in claim.items.map(\.item) {
            let others = departments.filter { $0 != worker.department }
            let handOver = try await town.handOver(
                [item],
                to: others[chance.below(3)],
                from: worker,
                for: chance.one(of: 3) ? .milliseconds(1) : .seconds(60)
            )
            switch chance.below(12) {
            case 0: _ = try await town.queues.release([item], under: claim.lease, by: worker)
            case 1: _ = try await town.queues.decline([item], under: claim.lease, by: worker)
            case 2:
                let done = [Completion(item: item, outcome: .done)]
                // Not many, or nothing is left to hand on.
                if chance.one(of: 8) { _ = try await town.queues.complete(done, under: claim.lease, by: worker) }
            case 3...5:
                _ = try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: worker)
                _ = try await town.queues.handOverAccepted(handOver, by: worker)
            default: _ = try await town.queues.handOver(handOver, under: claim.lease, by: worker)
            }
        }
        // What no word was said of goes back.
        _ = try await town.queues.release(claim.items.map(\.item), under: claim.lease, by: worker)
    }
}

/// Whether the workers are done.
private final class End: Sendable {
    private let reached = Mutex(false)

    var isReached: Bool { reached.withLock { $0 } }

    func reach() { reached.withLock { $0 = true } }
}

/// The same numbers for the same seed.
private struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func below(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(limit))
    }

    mutating func one(of number: Int) -> Bool { below(number) == 0 }
}
