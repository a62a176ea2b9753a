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

/// Workers of several departments who make every move at once, without waiting for one another.
struct Crowd {
    /// A word the store answered `ok`.
    struct Word: Hashable {
        let item: Int64
        /// The kind of the event it must have left.
        let kind: String
        let actor: String
    }

    /// What a worker, or all of them, came to.
    struct Shift {
        /// What was acknowledged.
        var words: [Word] = []
        /// Calls made.
        var moves = 0
    }

    let city: TestCity
    let place: WalkPlaces
    let seed: UInt64
    let until: ContinuousClock.Instant

    /// All of them at work at once, with the sweeps of two servers, while somebody watches the promises.
    func shift(of workers: Int, watching invariants: Invariants) async throws -> Shift {
        try await withThrowingTaskGroup(of: Shift.self) { tasks in
            for number in 1...workers { tasks.addTask { try await work(number) } }
            for _ in 1...2 { tasks.addTask { try await sweep() } }
            tasks.addTask { try await hurry() }
            tasks.addTask { try await watch(invariants) }
            var all = Shift()
            for try await one in tasks {
                all.words += one.words
                all.moves += one.moves
            }
            return all
        }
    }

    /// Looks every second.
    private func watch(_ invariants: Invariants) async throws -> Shift {
        while ContinuousClock.now < until {
            let breaches = try await invariants.breaches()
            #expect(breaches == [])
            try await Task.sleep(for: .seconds(1))
        }
        return Shift()
    }

    /// One worker's shift.
    private func work(_ number: Int) async throws -> Shift {
        var worker = CrowdWorker(number, in: self)
        while ContinuousClock.now < until { try await worker.move() }
        return worker.shift
    }

    /// Takes back what ran out, as every server does; several may.
    private func sweep() async throws -> Shift {
        while ContinuousClock.now < until {
            _ = try await city.queues.rescue(limit: 5)
            _ = try await city.queues.endOffers(limit: 5)
            city.queues.ringAll()
            try await Task.sleep(for: .milliseconds(5))
        }
        return Shift()
    }

    /// Makes some leases and offers run out, again and again.
    private func hurry() async throws -> Shift {
        while ContinuousClock.now < until {
            try await runOut(share: 0.3)
            try await Task.sleep(for: .milliseconds(50))
        }
        return Shift()
    }

    /// Makes a share of all leases and offers run out now, in the order of all moves' locks.
    private func runOut(share: Double) async throws {
        let jurisdiction = city.jurisdiction.number
        try await city.database.pool.execute(
            """
            WITH chosen AS MATERIALIZED (
                SELECT lease FROM lease
                 WHERE jurisdiction = \(jurisdiction) AND random() < \(share)
                 ORDER BY lease
                   FOR UPDATE
            )
            UPDATE lease l SET expires_at = statement_timestamp() - interval '1 second'
              FROM chosen WHERE l.jurisdiction = \(jurisdiction) AND l.lease = chosen.lease
            """
        )
        try await city.database.pool.execute(
            """
            WITH chosen AS MATERIALIZED (
                SELECT at, item, about, statement_timestamp() - interval '1 second' AS past FROM deadline
                 WHERE jurisdiction = \(jurisdiction) AND kind = 'offer' AND random() < \(share)
                   AND at > statement_timestamp()
                 ORDER BY at, item
                   FOR UPDATE SKIP LOCKED
            ), offered AS MATERIALIZED (
                SELECT w.item, chosen.at, chosen.past FROM work_item w
                  JOIN chosen ON w.item = chosen.item AND w.offer_expires_at = chosen.about
                 WHERE w.jurisdiction = \(jurisdiction)
                 ORDER BY w.item
                   FOR NO KEY UPDATE OF w
            ), item AS (
                UPDATE work_item w SET offer_expires_at = offered.past
                  FROM offered
                 WHERE w.jurisdiction = \(jurisdiction) AND w.item = offered.item
            )
            UPDATE deadline d SET at = offered.past, about = offered.past
              FROM offered
             WHERE d.jurisdiction = \(jurisdiction) AND d.kind = 'offer' AND d.item = offered.item AND d.at = offered.at
            """
        )
    }

    /// Works until nothing is left: everything that is held runs out, is taken again, and completed.
    func drain() async throws {
        while true {
            try await runOut(share: 2)
            while try await city.queues.rescue(limit: 1000).leases > 0 {}
            while try await city.queues.endOffers(limit: 1000).deadlines > 0 {}
            city.queues.ringAll()
            var done = 0
            for department in Walk.departments {
                let worker = Worker(department: department, name: "last")
                while let claim = try await city.queues.claim(200, for: worker, lease: .seconds(3600)) {
                    let words = claim.items.map { Completion(item: $0.item, outcome: .done) }
                    done += try await city.queues.complete(words, under: claim.lease, by: worker).count
                }
                done += try await city.queues.completeAccepted(try await accepted(by: department), by: worker).count
            }
            if done == 0 { return }
        }
    }

    private func accepted(by department: String) async throws -> [Completion] {
        try await city.database.pool.query(
            """
            SELECT item FROM accepted
             WHERE jurisdiction = \(city.jurisdiction.number) AND department = \(department)
            """
        ) { row throws(PostgresError) in Completion(item: try row.decode(Int64.self), outcome: .notFound) }
    }
}
