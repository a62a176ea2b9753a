import Postgres
import Store
import TestSupport
import Testing

/// Every move by many at once, without lockstep.
@Suite struct CrowdTests {
    @Test func `eight workers at once break no promise, and their every word is in the history once`() async throws {
        try await TestDatabase.with(poolSize: 12) { database in
            let city = try await TestCity(in: database)
            let invariants = Invariants(pool: database.pool, jurisdiction: city.jurisdiction)
            let crowd = Crowd(
                city: city,
                place: try await WalkPlaces(city),
                seed: ModelPlan.seed,
                until: ContinuousClock.now + ModelPlan.crowd
            )
            let shift = try await crowd.shift(of: 8, watching: invariants)
            print("\(shift.moves) moves in \(ModelPlan.crowd), \(shift.words.count) items acknowledged")
            #expect(try await invariants.breaches() == [])
            #expect(try await city.verify().breaches == [])

            let chronicle = try await Chronicle.read(database.pool, of: city.jurisdiction)
            #expect(chronicle.contradictions.prefix(20) == [])
            #expect(chronicle.astray(from: shift.words).prefix(20) == [])

            try await crowd.drain()
            #expect(try await invariants.breaches() == [])
            let report = try await city.verify()
            #expect(report.breaches == [])
            #expect(report.waiting + report.leased + report.accepted == 0)
            #expect(try await database.count("service_request WHERE status <> 'closed'") == 0)
        }
    }
}
