import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct HandOverTests {
    @Test func `an offered item stays its owner's until the other department accepts`() async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            #expect(try await town.standing(item) == "works offered to parks parks/1 back to works/W attempt 0 hops 1")
            // The public reads of one department and its queue, not of one's department and the other's queue.
            #expect(try await town.reader.record(id).map { [$0.department, $0.queue] } == ["works", "works/W"])
            #expect(try await town.queues.claim(9, for: town.works, lease: .seconds(60)) == nil)
            let claim = try await town.claim(town.parks)
            let claimed = claim.items[0]
            #expect(claimed.item == item)
            #expect(claimed.offeredBy == "works")
            #expect(claimed.hops == 1)
            #expect(claimed.attempt == 1)
            #expect(claimed.offerExpiresAt != nil)
            #expect(try #require(try await town.told(id)).hasSuffix(" | 1"))
            #expect(try #require(try await town.told(id)).hasPrefix("works | This goes to"))
            let accepted = try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: town.parks)
            #expect(accepted.map(\.outcome) == [.ok])
            #expect(try await town.reader.record(id).map { [$0.department, $0.queue] } == ["parks", "parks/1"])
            #expect(try await town.standing(item) == "parks its own parks/1 attempt 0 hops 1")
            #expect(try await town.told(id) == "parks | This is with parks. | 1")
            #expect(try await town.history(id) == ["offered works parks", "accepted parks works"])
            #expect(try await town.city.verify().breaches == [])
            let done = [Completion(item: item, outcome: .done)]
            #expect(try await town.queues.completeAccepted(done, by: town.works).map(\.outcome) == [.stale])
            #expect(try await town.queues.completeAccepted(done, by: town.parks).map(\.outcome) == [.ok])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `an item of one's own has no offer in its claim`() async throws {
        try await MovingCity.with { town in
            try await town.city.submit()
            let item = try await town.claim(town.works).items[0]
            #expect(item.offeredBy == nil)
            #expect(item.offerExpiresAt == nil)
            #expect(item.hops == 0)
        }
    }

    @Test func `completing an offered item takes it over first`() async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            let claim = try await town.claim(town.parks)
            let done = [Completion(item: item, outcome: .done)]
            #expect(try await town.queues.complete(done, under: claim.lease, by: town.parks).map(\.outcome) == [.ok])
            #expect(try await town.standing(item) == "parks its own parks/1 attempt 0 hops 1")
            #expect(try await town.told(id) == "parks | This is with parks. | 1")
            #expect(try await town.history(id) == ["offered works parks", "completed parks works", "closed parks"])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `nobody hands anything over to themselves, and nothing is written`() async throws {
        try await MovingCity.with { town in
            try await town.city.submit()
            try await town.city.submit()
            let claim = try await town.claim(town.works, limit: 2)
            let items = claim.items.map(\.item)
            _ = try await town.queues.accept([Acceptance(item: items[1])], under: claim.lease, by: town.works)
            let (_, offered) = try await town.offered()
            let theirs = try await town.claim(town.parks)
            let before = try await town.everything()
            let own = try await town.handOver(items, to: "works", from: town.works)
            #expect(
                try await town.queues.handOver(own, under: claim.lease, by: town.works).map(\.outcome)
                    == [.refused, .refused]
            )
            #expect(try await town.queues.handOverAccepted(own, by: town.works).map(\.outcome) == [.refused, .refused])
            let back = try await town.handOver([offered], to: "parks", from: town.parks)
            #expect(
                try await town.queues.handOver(back, under: theirs.lease, by: town.parks).map(\.outcome)
                    == [.refused]
            )
            #expect(try await town.everything() == before)
        }
    }

    @Test func `an item without a queue of the other department is refused and stays in its lease`() async throws {
        try await MovingCity.with { town in
            try await town.city.submit()
            try await town.city.submit()
            let claim = try await town.claim(town.works, limit: 2)
            let items = claim.items.map(\.item)
            let good = try await town.handOver([items[1]], to: "police", from: town.works)
            let foreign = try #require(
                try await town.city.database.pool.first("SELECT queue FROM queue WHERE name = 'works/W'") {
                    row throws(PostgresError) in try row.decode(Int32.self)
                }
            )
            let before = try await town.everything()
            for queue in [nil, foreign, 999_999] {
                let bad = HandOver([HandOver.Share(item: items[0], queue: queue)], to: "police", reason: "r")
                #expect(
                    try await town.queues.handOver(bad, under: claim.lease, by: town.works).map(\.outcome)
                        == [.refused]
                )
            }
            #expect(try await town.everything() == before)
            let mixed = HandOver(
                [HandOver.Share(item: items[0], queue: foreign), good.items[0], HandOver.Share(item: 999, queue: nil)],
                to: "police",
                reason: "r"
            )
            #expect(
                try await town.queues.handOver(mixed, under: claim.lease, by: town.works).map(\.outcome)
                    == [.refused, .ok, .unknown]
            )
            #expect(try await town.queues.renew(claim.lease, by: town.works, for: .seconds(9))?.items == [items[0]])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `words about an item that was handed over are stale`() async throws {
        try await MovingCity.with { town in
            try await town.city.submit()
            let claim = try await town.claim(town.works)
            let item = claim.items[0].item
            let handOver = try await town.handOver([item], to: "parks", from: town.works)
            let foreign = try await town.handOver([item], to: "works", from: town.police)
            #expect(
                try await town.queues.handOver(foreign, under: claim.lease, by: town.police).map(\.outcome)
                    == [.stale]
            )
            #expect(
                try await town.queues.handOver(handOver, under: claim.lease, by: town.works).map(\.outcome) == [.ok]
            )
            #expect(
                try await town.queues.handOver(handOver, under: claim.lease, by: town.works).map(\.outcome)
                    == [.stale]
            )
            #expect(
                try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: town.works)
                    .map(\.outcome) == [.stale]
            )
            #expect(
                try await town.queues.release([item], under: claim.lease, by: town.works).map(\.outcome) == [.stale]
            )
            #expect(
                try await town.queues.decline([item], under: claim.lease, by: town.works).map(\.outcome) == [.stale]
            )
            #expect(try await town.queues.handOverAccepted(handOver, by: town.works).map(\.outcome) == [.stale])
            #expect(try await town.queues.renew(claim.lease, by: town.works, for: .seconds(9)) == nil)
        }
    }

    @Test func `an accepted item can be handed over, and accepted by the other`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            let claim = try await town.claim(town.works)
            let item = claim.items[0].item
            _ = try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: town.works)
            let handOver = try await town.handOver([item], to: "police", from: town.works)
            let foreign = try await town.handOver([item], to: "works", from: town.parks)
            #expect(try await town.queues.handOverAccepted(foreign, by: town.parks).map(\.outcome) == [.stale])
            #expect(try await town.queues.handOverAccepted(handOver, by: town.works).map(\.outcome) == [.ok])
            #expect(try await town.city.database.count("accepted") == 0)
            let done = [Completion(item: item, outcome: .done)]
            #expect(try await town.queues.completeAccepted(done, by: town.works).map(\.outcome) == [.stale])
            let theirs = try await town.claim(town.police)
            _ = try await town.queues.accept([Acceptance(item: item)], under: theirs.lease, by: town.police)
            let back = try await town.handOver([item], to: "works", from: town.police)
            #expect(try await town.queues.handOverAccepted(back, by: town.police).map(\.outcome) == [.ok])
            let again = try await town.claim(town.works)
            _ = try await town.queues.accept([Acceptance(item: item)], under: again.lease, by: town.works)
            #expect(
                try await town.history(id) == [
                    "accepted works", "offered works police", "accepted police works", "offered police works",
                    "accepted works police",
                ]
            )
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `a declined offer waits with its owner again`() async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            let claim = try await town.claim(town.parks)
            let result = try await town.queues.decline(
                [item, 999],
                under: claim.lease,
                by: town.parks,
                reason: "street"
            )
            #expect(result.map(\.outcome) == [.ok, .unknown])
            #expect(try await town.standing(item) == "works its own works/W attempt 0 hops 1")
            #expect(
                try await town.queues.decline([item], under: claim.lease, by: town.parks).map(\.outcome) == [.stale]
            )
            #expect(try await town.queues.claim(1, for: town.parks, lease: .seconds(9)) == nil)
            #expect(try await town.claim(town.works).items.map(\.item) == [item])
            #expect(try await town.history(id) == ["offered works parks", "declined works parks"])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `an owner has nothing to decline, and keeps its lease`() async throws {
        try await MovingCity.with { town in
            try await town.city.submit()
            let claim = try await town.claim(town.works)
            let item = claim.items[0].item
            let before = try await town.everything()
            #expect(
                try await town.queues.decline([item], under: claim.lease, by: town.works).map(\.outcome) == [.stale]
            )
            #expect(try await town.everything() == before)
        }
    }

    @Test func `handing an offer back to its owner is declining it`() async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            let claim = try await town.claim(town.parks)
            let back = try await town.handOver([item], to: "works", from: town.parks)
            #expect(try await town.queues.handOver(back, under: claim.lease, by: town.parks).map(\.outcome) == [.ok])
            #expect(try await town.standing(item) == "works its own works/W attempt 0 hops 1")
            #expect(try await town.history(id) == ["offered works parks", "declined works parks"])
        }
    }

    @Test func `an offer passed on to a third is the owner's offer, and comes back to the owner's queue`() async throws
    {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            let claim = try await town.claim(town.parks)
            let on = try await town.handOver([item], to: "police", from: town.parks)
            #expect(try await town.queues.handOver(on, under: claim.lease, by: town.parks).map(\.outcome) == [.ok])
            #expect(
                try await town.standing(item) == "works offered to police police/1 back to works/W attempt 0 hops 2"
            )
            #expect(
                try await town.history(id) == ["offered works parks", "declined works parks", "offered works police"]
            )
            let third = try await town.claim(town.police)
            #expect(third.items[0].offeredBy == "works")
            #expect(try await town.queues.decline([item], under: third.lease, by: town.police).map(\.outcome) == [.ok])
            #expect(try await town.standing(item) == "works its own works/W attempt 0 hops 2")
            #expect(try #require(try await town.told(id)).hasSuffix(" | 2"))
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test(arguments: [false, true])
    func `handing over to triage is for good`(isAccepted: Bool) async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            let claim = try await town.claim(town.works)
            let item = claim.items[0].item
            let parking = HandOver([HandOver.Share(item: item, queue: nil)], to: "triage", reason: "whose?")
            if isAccepted {
                _ = try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: town.works)
                #expect(try await town.queues.handOverAccepted(parking, by: town.works).map(\.outcome) == [.ok])
            } else {
                #expect(
                    try await town.queues.handOver(parking, under: claim.lease, by: town.works).map(\.outcome)
                        == [.ok]
                )
            }
            #expect(try await town.standing(item) == "triage its own triage attempt 0 hops 0")
            #expect(try await town.told(id) == "triage | This is with triage. | 1")
            let lines = try await History(pool: town.city.database.pool, jurisdiction: town.city.jurisdiction)
                .lines(of: id)
            #expect(lines.last?.kind == "triaged")
            #expect(lines.last?.counterpart == "works")
            #expect(lines.last?.detailJSON == #"{"reason":"parked","note":"whose?"}"#)
            let sorter = try await town.claim(town.triage)
            #expect(
                try await town.queues.decline([item], under: sorter.lease, by: town.triage).map(\.outcome)
                    == [.stale]
            )
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `two legs of one request that go on in one call count twice, and the first names the owner`()
        async throws
    {
        try await MovingCity.with { town in
            let id = try await town.city.submit("flood")
            let claim = try await town.claim(town.works, limit: 2)
            let items = claim.items.map(\.item)
            let parking = HandOver(items.map { HandOver.Share(item: $0, queue: nil) }, to: "triage", reason: "r")
            #expect(
                try await town.queues.handOver(parking, under: claim.lease, by: town.works).map(\.outcome)
                    == [.ok, .ok]
            )
            #expect(try await town.told(id) == "triage | This is with triage. | 2")
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `another leg than the first changes nothing of what the resident is told`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit("fallen-tree")
            let before = try #require(try await town.told(id))
            let claim = try await town.claim(town.works)
            #expect(claim.items.map(\.leg) == [2])
            let item = claim.items[0].item
            let handOver = try await town.handOver([item], to: "police", from: town.works)
            _ = try await town.queues.handOver(handOver, under: claim.lease, by: town.works)
            let theirs = try await town.claim(town.police)
            _ = try await town.queues.accept([Acceptance(item: item)], under: theirs.lease, by: town.police)
            #expect(try await town.told(id) == before.dropLast() + "1")
        }
    }

    @Test func `a cancelled item answers so to whoever holds it, and leaves the lease`() async throws {
        try await MovingCity.with { town in
            for word in ["accept", "decline", "hand over", "release", "complete"] {
                let (_, item) = try await town.offered()
                let claim = try await town.claim(town.parks)
                let on = try await town.handOver([item], to: "police", from: town.parks)
                try await town.cancel(item)
                let result =
                    switch word {
                    case "accept":
                        try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: town.parks)
                    case "decline": try await town.queues.decline([item], under: claim.lease, by: town.parks)
                    case "release": try await town.queues.release([item], under: claim.lease, by: town.parks)
                    case "complete":
                        try await town.queues.complete(
                            [Completion(item: item, outcome: .done)],
                            under: claim.lease,
                            by: town.parks
                        )
                    default: try await town.queues.handOver(on, under: claim.lease, by: town.parks)
                    }
                #expect(result.map(\.outcome) == [.cancelled], "\(word)")
                #expect(try await town.queues.renew(claim.lease, by: town.parks, for: .seconds(9)) == nil)
            }
            // What was cancelled while it was offered is not brought back when the offer's time is past.
            try await town.city.database.pool.execute("UPDATE deadline SET at = at - interval '2 minutes'")
            #expect(try await town.queues.endOffers().items == 0)
            #expect(try await town.city.database.count("ready") == 0)
        }
    }

    @Test func `a circle of twenty hand-overs ends in triage`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            let circle = [town.works, town.parks, town.police]
            var ends: [String] = []
            for step in 0..<20 {
                let worker = circle[step % 3]
                let next = circle[(step + 1) % 3].department
                guard let claim = try await town.queues.claim(1, for: worker, lease: .seconds(60)) else { break }
                let item = claim.items[0].item
                // Every second department accepts before it sends it on.
                if step.isMultiple(of: 2) {
                    _ = try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: worker)
                    let handOver = try await town.handOver([item], to: next, from: worker)
                    ends += try await town.queues.handOverAccepted(handOver, by: worker).map(\.outcome.rawValue)
                } else {
                    let handOver = try await town.handOver([item], to: next, from: worker)
                    ends += try await town.queues.handOver(handOver, under: claim.lease, by: worker)
                        .map(\.outcome.rawValue)
                }
                #expect(try await town.city.verify().breaches == [])
            }
            #expect(ends == Array(repeating: "ok", count: WorkRules.standard.maximumHops + 1))
            let item = try await town.claim(town.triage).items[0].item
            #expect(try await town.standing(item) == "triage its own triage attempt 0 hops 0")
            #expect(try await town.history(id).last?.hasPrefix("triaged triage ") == true)
            #expect(try #require(try await town.told(id)).hasPrefix("triage | This is with triage. | 6"))
        }
    }

    @Test(arguments: ["release", "expiry"])
    func `an item that comes back too often goes to triage`(how: String) async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            for attempt in 1...WorkRules.standard.maximumAttempts {
                let isRelease = how == "release"
                let claim = try await town.claim(town.works, for: isRelease ? .seconds(60) : .milliseconds(1))
                #expect(claim.items[0].attempt == attempt)
                let item = claim.items[0].item
                if isRelease {
                    let result = try await town.queues.release([item], under: claim.lease, by: town.works, reason: "no")
                    #expect(result.map(\.outcome) == [.ok])
                } else {
                    while try await town.queues.rescue().leases == 0 {}
                }
            }
            #expect(try await town.queues.claim(1, for: town.works, lease: .seconds(9)) == nil)
            let claim = try await town.claim(town.triage)
            #expect(try await town.standing(claim.items[0].item) == "triage its own triage attempt 0 hops 0")
            #expect(try await town.told(id) == "triage | This is with triage. | 1")
            #expect(
                try await town.history(id).suffix(2) == [
                    how == "release" ? "released works" : "lease_expired works", "triaged triage works",
                ]
            )
            #expect(try await town.city.verify().breaches == [])
            // Triage itself keeps what comes back.
            for _ in 0..<6 {
                let item = claim.items[0].item
                _ = try await town.queues.release([item], under: claim.lease, by: town.triage)
                guard let next = try await town.queues.claim(1, for: town.triage, lease: .seconds(60)) else { break }
                _ = try await town.queues.release([item], under: next.lease, by: town.triage)
            }
            #expect(
                try #require(try await town.standing(claim.items[0].item)).hasPrefix("triage its own triage attempt")
            )
            #expect(try await town.history(id).filter { $0.hasPrefix("triaged") }.count == 1)
        }
    }
}
