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

@Suite struct QueuesTests {
    private let works = Worker(department: "works", name: "truck-1")
    private let parks = Worker(department: "parks", name: "gardener")

    private func claimed(_ claim: Claim?) throws -> Claim { try #require(claim) }

    @Test func `urgent items go first, then the oldest, over all queues of a department`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let first = try await city.submit(at: .west)
            let second = try await city.submit(at: .east)
            let urgent = try await city.submit(at: .east, attributes: ["depth": ["deep"]])
            let claim = try claimed(try await city.queues.claim(10, for: works, lease: .seconds(60)))
            #expect(claim.items.map(\.serviceRequestID) == [urgent, first, second])
            #expect(claim.items.map(\.priority) == [1, 2, 2])
            #expect(claim.items.map(\.queue) == ["works/E", "works/W", "works/E"])
            #expect(claim.items.allSatisfy { $0.attempt == 1 && $0.serviceCode == "pothole" && $0.dueAt != nil })
        }
    }

    @Test func `a claim on one queue takes from that queue only, at most its limit`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for place in [Place.west, .east, .west, .west] { try await city.submit(at: place) }
            let claim = try claimed(try await city.queues.claim(2, for: works, from: "works/W", lease: .seconds(60)))
            #expect(claim.items.map(\.queue) == ["works/W", "works/W"])
            let counts = try await city.queues.counts(department: "works")
            #expect(counts.map { "\($0.queue) \($0.waiting) \($0.leased)" } == ["works/E 1 0", "works/W 1 2"])
        }
    }

    @Test(arguments: ["parks", "nobody"])
    func `nothing waiting for a department is no claim`(department: String) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit(at: .west)
            let worker = Worker(department: department, name: "w")
            #expect(try await city.queues.claim(10, for: worker, lease: .seconds(60)) == nil)
            #expect(try await city.queues.claim(10, for: worker, from: "works/W", lease: .seconds(60)) == nil)
        }
    }

    @Test func `what was accepted leaves the lease, the rest stays under it`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for _ in 0..<3 { try await city.submit() }
            let claim = try claimed(try await city.queues.claim(3, for: works, lease: .seconds(60)))
            let items = claim.items.map(\.item)
            let results = try await city.queues.accept(
                [Acceptance(item: items[1], reference: "WO-7"), Acceptance(item: items[1]), Acceptance(item: 999)],
                under: claim.lease,
                by: works
            )
            #expect(results.map(\.outcome) == [.ok, .unknown])
            let renewal = try await city.queues.renew(claim.lease, by: works, for: .seconds(60))
            #expect(renewal?.items == [items[0], items[2]])
            #expect(try await database.count("accepted") == 1)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `accepting twice answers stale the second time`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let claim = try claimed(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            let acceptance = [Acceptance(item: claim.items[0].item)]
            #expect(try await city.queues.accept(acceptance, under: claim.lease, by: works).map(\.outcome) == [.ok])
            #expect(try await city.queues.accept(acceptance, under: claim.lease, by: works).map(\.outcome) == [.stale])
            #expect(try await database.count("accepted") == 1)
        }
    }

    @Test func `another department's worker cannot speak under a lease`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let claim = try claimed(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            let item = claim.items[0].item
            let accepted = try await city.queues.accept([Acceptance(item: item)], under: claim.lease, by: parks)
            let completed = try await city.queues.complete(
                [Completion(item: item, outcome: .done)],
                under: claim.lease,
                by: parks
            )
            let released = try await city.queues.release([item], under: claim.lease, by: parks)
            #expect([accepted, completed, released].map { $0.map(\.outcome) } == [[.stale], [.stale], [.stale]])
            #expect(try await city.queues.renew(claim.lease, by: parks, for: .seconds(60)) == nil)
            #expect(try await city.queues.renew(claim.lease, by: works, for: .seconds(60))?.items == [item])
        }
    }

    @Test func `a completed leg closes its request with the outcome and the note`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit()
            let claim = try claimed(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            let done = Completion(
                item: claim.items[0].item,
                outcome: .noAction(reason: "private land"),
                note: "Not ours."
            )
            #expect(try await city.queues.complete([done], under: claim.lease, by: works).map(\.outcome) == [.ok])
            let reader = RequestReader(
                pool: database.pool,
                jurisdiction: city.jurisdiction,
                openDescriptions: [],
                privateServices: []
            )
            let record = try #require(try await reader.record(id))
            #expect(record.status == .closed)
            #expect(record.statusNotes == "Not ours.")
            #expect(record.closedAt == record.updatedAt)
            let lines = try await History(pool: database.pool, jurisdiction: city.jurisdiction).lines(of: id)
            #expect(lines.map(\.kind) == ["submitted", "completed", "closed"])
            #expect(try await database.count("lease") == 0)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test(arguments: [
        (Outcome.done, "This was dealt with."),
        (.noAction(reason: "private land"), "No action was taken: private land"),
        (.notFound, "Nobody found the problem at this place."),
        // No public request has this id, so it is not named.
        (.duplicate(of: "ABC"), "This was reported before."),
        (.handedOn(to: "the gas company"), "This was handed on to the gas company."),
    ])
    func `a completion without a note tells its outcome`(outcome: Outcome, words: String) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit()
            let claim = try claimed(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            let done = Completion(item: claim.items[0].item, outcome: outcome)
            _ = try await city.queues.complete([done], under: claim.lease, by: works)
            let reader = RequestReader(
                pool: database.pool,
                jurisdiction: city.jurisdiction,
                openDescriptions: [],
                privateServices: []
            )
            #expect(try await reader.record(id)?.statusNotes == words)
        }
    }

    @Test func `an accepted item is completed by its owner, once`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let claim = try claimed(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            let done = [Completion(item: claim.items[0].item, outcome: .done)]
            #expect(try await city.queues.completeAccepted(done, by: works).map(\.outcome) == [.stale])
            _ = try await city.queues.accept([Acceptance(item: done[0].item)], under: claim.lease, by: works)
            #expect(try await city.queues.completeAccepted(done, by: parks).map(\.outcome) == [.stale])
            #expect(try await city.queues.completeAccepted(done, by: works).map(\.outcome) == [.ok])
            #expect(try await city.queues.completeAccepted(done, by: works).map(\.outcome) == [.stale])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `a request with two legs closes with the second`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit("fallen-tree", at: .west)
            let reader = RequestReader(
                pool: database.pool,
                jurisdiction: city.jurisdiction,
                openDescriptions: [],
                privateServices: []
            )
            for (worker, status) in [(works, ServiceRequest.Status.open), (parks, .closed)] {
                let claim = try claimed(try await city.queues.claim(1, for: worker, lease: .seconds(60)))
                let done = Completion(item: claim.items[0].item, outcome: .done)
                _ = try await city.queues.complete([done], under: claim.lease, by: worker)
                #expect(try await reader.record(id)?.status == status)
            }
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `a request whose two legs end in one call is closed`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit("flood", at: .west)
            let claim = try claimed(try await city.queues.claim(2, for: works, lease: .seconds(60)))
            #expect(claim.items.map(\.leg) == [1, 2])
            let done = claim.items.map { Completion(item: $0.item, outcome: .done) }
            _ = try await city.queues.complete(done, under: claim.lease, by: works)
            let lines = try await History(pool: database.pool, jurisdiction: city.jurisdiction).lines(of: id)
            #expect(lines.map(\.kind) == ["submitted", "leg_added", "completed", "completed", "closed"])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `a released item stands first in its lane again and counts an attempt`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let first = try await city.submit()
            let claim = try claimed(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            try await city.submit()
            let released = try await city.queues.release(
                claim.items.map(\.item),
                under: claim.lease,
                by: works,
                reason: "no truck"
            )
            #expect(released.map(\.outcome) == [.ok])
            let again = try claimed(try await city.queues.claim(2, for: works, lease: .seconds(60)))
            #expect(again.items.first?.serviceRequestID == first)
            #expect(again.items.map(\.attempt) == [2, 1])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `an expired lease gives its items back, and its late word is stale`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit()
            let late = try claimed(try await city.queues.claim(1, for: works, lease: .milliseconds(1)))
            var rescue = Rescue(leases: 0, items: 0)
            while rescue.leases == 0 { rescue = try await city.queues.rescue() }
            #expect(rescue == Rescue(leases: 1, items: 1))
            let item = late.items[0].item
            #expect(try await city.queues.renew(late.lease, by: works, for: .seconds(60)) == nil)
            let acceptance = [Acceptance(item: item)]
            #expect(try await city.queues.accept(acceptance, under: late.lease, by: works).map(\.outcome) == [.stale])
            let next = try claimed(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            #expect(next.items.map(\.item) == [item])
            #expect(next.items.map(\.attempt) == [2])
            #expect(try await city.queues.accept(acceptance, under: late.lease, by: works).map(\.outcome) == [.stale])
            #expect(try await city.queues.accept(acceptance, under: next.lease, by: works).map(\.outcome) == [.ok])
            let lines = try await History(pool: database.pool, jurisdiction: city.jurisdiction).lines(of: id)
            #expect(lines.map(\.kind) == ["submitted", "lease_expired", "accepted"])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `a lease that ran out but was not taken back is still honoured`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let claim = try claimed(try await city.queues.claim(1, for: works, lease: .milliseconds(1)))
            let results = try await city.queues.accept(
                [Acceptance(item: claim.items[0].item)],
                under: claim.lease,
                by: works
            )
            #expect(results.map(\.outcome) == [.ok])
        }
    }

    @Test func `renewals together end at the cap`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let claim = try claimed(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            let start = claim.expiresAt.addingTimeInterval(-60)
            let renewal = try #require(try await city.queues.renew(claim.lease, by: works, for: .seconds(7200)))
            #expect(abs(renewal.expiresAt.timeIntervalSince(start) - 3600) < 0.001)
            #expect(!renewal.isCapped)
            let refused = try #require(try await city.queues.renew(claim.lease, by: works, for: .seconds(60)))
            #expect(refused.isCapped)
            #expect(refused.expiresAt == renewal.expiresAt)
            #expect(refused.items == claim.items.map(\.item))
            #expect(try await city.queues.renew(claim.lease, by: parks, for: .seconds(60)) == nil)
        }
    }

    @Test func `a renewal that asks for less time than is left takes none away`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let claim = try claimed(try await city.queues.claim(1, for: works, lease: .seconds(1800)))
            let renewal = try #require(try await city.queues.renew(claim.lease, by: works, for: .seconds(60)))
            #expect(renewal.expiresAt == claim.expiresAt)
            #expect(!renewal.isCapped)
        }
    }

    @Test(arguments: [1, 3, 50])
    func `claims at once never come back empty while something waits that no other has`(limit: Int) async throws {
        try await TestDatabase.with(poolSize: 8) { database in
            let city = try await TestCity(in: database)
            _ = try await city.intake.submit((0..<300).map { _ in try city.submission() })
            let taken = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let worker = Worker(department: "works", name: "w\(number)")
                        var mine = 0
                        while let claim = try await city.queues.claim(limit, for: worker, lease: .seconds(60)) {
                            mine += claim.items.count
                        }
                        return mine
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(taken == 300)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `of an item named twice the first word counts`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit()
            let claim = try claimed(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            let words = [Outcome.notFound, .done].map { Completion(item: claim.items[0].item, outcome: $0) }
            #expect(try await city.queues.complete(words, under: claim.lease, by: works).map(\.outcome) == [.ok])
            let lines = try await History(pool: database.pool, jurisdiction: city.jurisdiction).lines(of: id)
            #expect(lines[1].detailJSON.contains("not_found"))
        }
    }

    @Test func `a stray row does not keep expired leases from coming back`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for _ in 0..<2 { try await city.submit() }
            for _ in 0..<2 { _ = try await city.queues.claim(1, for: works, lease: .milliseconds(1)) }
            try await database.pool.execute(
                """
                INSERT INTO ready (jurisdiction, queue, priority, seq, department)
                SELECT jurisdiction, queue, priority, item, department FROM work_item WHERE item = 1
                """
            )
            var leases = 0
            while leases < 2 { leases += try await city.queues.rescue().leases }
            #expect(try await database.count("ready") == 2)
            #expect(try await database.count("lease") == 0)
        }
    }

    @Test func `eight workers at once empty every queue, each item completed exactly once`() async throws {
        try await TestDatabase.with(poolSize: 10) { database in
            let city = try await TestCity(in: database)
            var batch: [Submission] = []
            for index in 0..<400 {
                batch.append(try city.submission(at: index.isMultiple(of: 3) ? .east : .west))
            }
            _ = try await city.intake.submit(batch)
            let completed = try await withThrowingTaskGroup(of: [Int64].self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let worker = Worker(department: "works", name: "w\(number)")
                        var mine: [Int64] = []
                        while let claim = try await city.queues.claim(7, for: worker, lease: .seconds(60)) {
                            let items = claim.items.map(\.item)
                            // Some accepted first, some completed from the lease, one given back now and then.
                            let accepted = items.prefix(3)
                            _ = try await city.queues.accept(
                                accepted.map { Acceptance(item: $0) },
                                under: claim.lease,
                                by: worker
                            )
                            let back = items.count == 7 && mine.count.isMultiple(of: 2) ? items.suffix(1) : []
                            _ = try await city.queues.release(Array(back), under: claim.lease, by: worker)
                            let rest = items.dropFirst(3).dropLast(back.count)
                            let direct = try await city.queues.complete(
                                rest.map { Completion(item: $0, outcome: .done) },
                                under: claim.lease,
                                by: worker
                            )
                            let owned = try await city.queues.completeAccepted(
                                accepted.map { Completion(item: $0, outcome: .done) },
                                by: worker
                            )
                            mine += (direct + owned).filter { $0.outcome == .ok }.map(\.item)
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(completed).count == completed.count)
            #expect(completed.count == 400)
            let report = try await city.verify()
            #expect(report.breaches == [])
            #expect(report.waiting + report.leased + report.accepted == 0)
        }
    }
}
