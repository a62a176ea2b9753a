import Foundation
import Postgres
import ServiceRequests
import Store
import Synchronization
import TestSupport
import Testing

/// The two legs of a request end in the same instant, said on two connections.
@Suite struct TwinCompletionTests {
    private let parks = Worker(department: "parks", name: "crew")
    private let works = Worker(department: "works", name: "truck")

    @Test func `two legs that end at once close their request, once`() async throws {
        try await TestDatabase.with(poolSize: 3) { database in
            let city = try await TestCity(in: database)
            let start = ContinuousClock.now
            var left = ModelPlan.twins
            while left > 0 {
                let count = min(left, Claim.maximumItems)
                let submissions = try (0..<count).map { _ in try city.submission("fallen-tree") }
                _ = try await city.intake.submit(submissions)
                let one = try await taken(by: parks, acceptingEvery: 2, in: city)
                let other = try await taken(by: works, acceptingEvery: 3, in: city)
                for (one, other) in zip(one, other) { try await end(one, other, in: city) }
                left -= count
            }
            print("\(ModelPlan.twins) requests whose two legs ended at once in \(ContinuousClock.now - start)")
            #expect(try await database.count("service_request WHERE status = 'closed'") == ModelPlan.twins)
            #expect(try await database.count("event WHERE kind = 'closed'") == ModelPlan.twins)
            let told = "(SELECT number FROM event WHERE kind = 'closed' GROUP BY number) AS told"
            #expect(try await database.count(told) == ModelPlan.twins)
            #expect(try await city.verify().breaches == [])
        }
    }

    /// A leg, and how its end is said.
    private struct Leg: Sendable {
        let item: Int64
        /// Nil once it is accepted.
        let lease: UUID?
        let worker: Worker
    }

    /// Takes all that waits, and accepts every so many of it.
    private func taken(by worker: Worker, acceptingEvery share: Int, in city: TestCity) async throws -> [Leg] {
        let claim = try await city.queues.claim(Claim.maximumItems, for: worker, lease: .seconds(3600))
        let taken = try #require(claim)
        let items = taken.items.map(\.item).sorted()
        let accepted = items.enumerated().filter { $0.offset.isMultiple(of: share) }.map(\.element)
        _ = try await city.queues.accept(accepted.map { Acceptance(item: $0) }, under: taken.lease, by: worker)
        return items.map { Leg(item: $0, lease: accepted.contains($0) ? nil : taken.lease, worker: worker) }
    }

    private func end(_ one: Leg, _ other: Leg, in city: TestCity) async throws {
        let barrier = Barrier(2)
        async let first = complete(one, in: city, at: barrier)
        async let second = complete(other, in: city, at: barrier)
        let outcomes = try await [first, second]
        #expect(outcomes == [.ok, .ok], "items \(one.item) and \(other.item)")
    }

    /// Says that a leg is over, once the other connection is as far.
    private func complete(_ leg: Leg, in city: TestCity, at barrier: Barrier) async throws -> ItemOutcome? {
        let done = [Completion(item: leg.item, outcome: .done)]
        let queues = city.queues
        return try await city.database.pool.withConnection { connection throws(PostgresError) in
            barrier.pass()
            guard let lease = leg.lease else {
                return try queues.completeAccepted(done, by: leg.worker, on: connection).first?.outcome
            }
            return try queues.complete(done, under: lease, by: leg.worker, on: connection).first?.outcome
        }
    }

    /// Lets nobody through before all are there.
    ///
    /// Only for threads of connections, which may wait.
    private final class Barrier: Sendable {
        private let missing: Atomic<Int>

        init(_ count: Int) { missing = Atomic(count) }

        func pass() {
            missing.subtract(1, ordering: .acquiringAndReleasing)
            while missing.load(ordering: .acquiring) > 0 { sched_yield() }
        }
    }
}
