import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct EndOffersTests {
    /// Lets an offer's time be past.
    private func age(_ town: MovingCity) async throws {
        try await town.city.database.pool.execute(
            """
            WITH moved AS (
                UPDATE deadline SET at = at - interval '1 hour', about = about - interval '1 hour' WHERE kind = 'offer'
            )
            UPDATE work_item SET offer_expires_at = offer_expires_at - interval '1 hour'
             WHERE offer_expires_at IS NOT NULL
            """
        )
    }

    @Test func `an offer whose time is not past is left alone`() async throws {
        try await MovingCity.with { town in
            _ = try await town.offered()
            let before = try await town.everything()
            #expect(try await town.queues.endOffers() == Lapse(deadlines: 0, items: 0))
            #expect(try await town.everything() == before)
        }
    }

    @Test(arguments: [false, true])
    func `an offer nobody answered goes back to its owner, out of a worker's hands too`(isHeld: Bool) async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            try await town.city.submit("fallen-tree", at: .park)
            var lease: Claim?
            if isHeld { lease = try await town.claim(town.parks, limit: 9) }
            try await age(town)
            #expect(try await town.queues.endOffers() == Lapse(deadlines: 1, items: 1))
            #expect(try await town.standing(item) == "works its own works/W attempt 0 hops 1")
            #expect(try await town.history(id) == ["offered works parks", "offer_expired works parks"])
            #expect(try await town.city.database.count("deadline WHERE kind = 'offer'") == 0)
            if let lease {
                // Its late words are stale, for this item only.
                let items = lease.items.map(\.item)
                #expect(items.count == 2)
                let late = try await town.queues.accept(
                    items.map { Acceptance(item: $0) },
                    under: lease.lease,
                    by: town.parks
                )
                #expect(late.filter { $0.outcome == .stale }.map(\.item) == [item])
                #expect(late.filter { $0.outcome == .ok }.count == 1)
            }
            #expect(try await town.queues.endOffers() == Lapse(deadlines: 0, items: 0))
            #expect(try await town.claim(town.works, limit: 9).items.map(\.item).contains(item))
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `an offer whose time is past is still good until it is ended`() async throws {
        try await MovingCity.with { town in
            let (_, item) = try await town.offered()
            try await age(town)
            let claim = try await town.claim(town.parks)
            let accepted = try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: town.parks)
            #expect(accepted.map(\.outcome) == [.ok])
            // The deadline is of an offer that was answered: it only goes.
            #expect(try await town.queues.endOffers() == Lapse(deadlines: 1, items: 0))
            #expect(try await town.standing(item) == "parks its own parks/1 attempt 0 hops 1")
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `the deadline of an earlier offer does not end a later one`() async throws {
        try await MovingCity.with { town in
            let (_, item) = try await town.offered()
            try await age(town)
            let claim = try await town.claim(town.parks)
            _ = try await town.queues.decline([item], under: claim.lease, by: town.parks)
            let again = try await town.claim(town.works)
            let anew = try await town.handOver([item], to: "parks", from: town.works)
            _ = try await town.queues.handOver(anew, under: again.lease, by: town.works)
            #expect(try await town.queues.endOffers() == Lapse(deadlines: 1, items: 0))
            #expect(try await town.standing(item) == "works offered to parks parks/1 back to works/W attempt 0 hops 2")
            #expect(try await town.city.database.count("deadline WHERE kind = 'offer'") == 1)
        }
    }

    @Test func `several sweeps at once end each offer once`() async throws {
        try await MovingCity.with(poolSize: 10) { town in
            _ = try await town.city.intake.submit((0..<120).map { _ in try town.city.submission() })
            let claim = try await town.claim(town.works, limit: 200)
            let all = try await town.handOver(claim.items.map(\.item), to: "parks", from: town.works)
            _ = try await town.queues.handOver(all, under: claim.lease, by: town.works)
            for _ in 0..<3 { _ = try await town.claim(town.parks, limit: 17) }
            try await age(town)
            let items = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var items = 0
                        while true {
                            let lapse = try await town.queues.endOffers(limit: 7)
                            items += lapse.items
                            if lapse.deadlines == 0 { return items }
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(items == 120)
            #expect(try await town.city.database.count("event WHERE kind = 'offer_expired'") == 120)
            #expect(try await town.city.database.count("lease") == 0)
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `a sweep that the database gives up for another's sake is made again`() async throws {
        try await MovingCity.with { town in
            let (_, item) = try await town.offered()
            try await age(town)
            let (locked, hasLocked) = AsyncStream<Void>.makeStream()
            async let other: Void = town.city.database.pool.transaction { connection throws(PostgresError) in
                try connection.execute("SELECT FROM work_item WHERE item = \(item) FOR UPDATE")
                hasLocked.finish()
                // Once the sweep waits for the item, this wants what the sweep has: one of the two must go.
                for _ in 0..<500 {
                    let waiting = try connection.first(
                        """
                        SELECT count(*) FROM pg_locks, pg_sleep(0.01)
                         WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
                        """
                    ) { row throws(PostgresError) in try row.decode(Int.self) }
                    if waiting != 0 { break }
                }
                try connection.execute("SELECT FROM deadline WHERE item = \(item) FOR UPDATE")
            }
            for await _ in locked {}
            var ended = try await town.queues.endOffers().items
            // Where the other one went, what it says is of no interest here.
            try? await other
            ended += try await town.queues.endOffers().items
            #expect(ended == 1)
            #expect(try await town.city.verify().breaches == [])
        }
    }
}
