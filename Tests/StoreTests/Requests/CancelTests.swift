import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct CancelTests {
    @Test func `every open leg ends, and what is done stays done`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit("fallen-tree")
            let claim = try await town.claim(town.parks)
            let done = claim.items.map { Completion(item: $0.item, outcome: .done) }
            _ = try await town.queues.complete(done, under: claim.lease, by: town.parks)
            let legs = try #require(
                try await town.moves.cancel(id, reason: "The tree is gone.", by: town.supervisor).done
            )
            #expect(legs.map(\.department) == ["works"])
            #expect(legs.map(\.change) == [.cancelled])
            #expect(try await town.legs(id) == ["parks closed hops 0", "works/W cancelled hops 0"])
            let record = try #require(try await town.reader.record(id))
            #expect(record.status == .closed)
            #expect(record.statusNotes == "The tree is gone.")
            #expect(record.closedAt == record.updatedAt)
            #expect(
                try await town.history(id) == [
                    "leg_added works", "completed parks", "cancelled works", "closed parks",
                ]
            )
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `the holder of a lease hears of it, word for word, and the lease ends with the last`() async throws {
        try await MovingCity.with { town in
            let ids = [try await town.city.submit(), try await town.city.submit(), try await town.city.submit()]
            let claim = try await town.claim(town.works, limit: 3)
            let items = claim.items.map(\.item)
            for id in ids.prefix(2) {
                #expect(try await town.moves.cancel(id, reason: "why", by: town.supervisor).refusal == nil)
            }
            #expect(try await town.astray() == [])
            let accepted = try await town.queues.accept(
                items.prefix(1).map { Acceptance(item: $0) },
                under: claim.lease,
                by: town.works
            )
            #expect(accepted.map(\.outcome) == [.cancelled])
            let completed = try await town.queues.complete(
                items.map { Completion(item: $0, outcome: .done) },
                under: claim.lease,
                by: town.works
            )
            #expect(completed.map(\.outcome) == [.stale, .cancelled, .ok])
            #expect(try await town.city.database.count("lease") == 0)
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `what a worker still holds after it was cancelled is nobody's work in the counts`() async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(.leased)
            #expect(try await town.queues.counts(department: "works").map(\.leased).reduce(0, +) == 1)
            _ = try await town.moves.cancel(point.id, reason: "why", by: town.supervisor)
            #expect(try await town.city.database.count("lease") == 1)
            #expect(try await town.queues.counts(department: "works").map(\.leased).reduce(0, +) == 0)
        }
    }

    @Test func `an offer goes with the item, also out of the other department's lease`() async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            let claim = try await town.claim(town.parks)
            #expect(try await town.moves.cancel(id, reason: "why", by: town.supervisor).refusal == nil)
            #expect(try await town.standing(item) == "works its own works/W attempt 0 hops 1")
            #expect(try await town.history(id).suffix(2) == ["cancelled works parks", "closed works"])
            let accepted = try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: town.parks)
            #expect(accepted.map(\.outcome) == [.cancelled])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `an expired lease forgets what was cancelled`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            _ = try await town.claim(town.works, for: .milliseconds(1))
            _ = try await town.moves.cancel(id, reason: "why", by: town.supervisor)
            while try await town.city.database.count("lease") > 0 { _ = try await town.queues.rescue() }
            #expect(try await town.legs(id) == ["works/W cancelled hops 0"])
            #expect(try await town.city.database.count("ready") == 0)
        }
    }
}
