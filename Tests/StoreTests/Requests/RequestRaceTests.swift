import Postgres
import ServiceRequests
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct RequestRaceTests {
    @Test func `cancelling and completing at once, one of the two has happened`() async throws {
        try await MovingCity.with(poolSize: 6) { town in
            var wins = 0
            for round in 0..<60 {
                let point = try await town.pothole(round.isMultiple(of: 2) ? .leased : .accepted)
                let done = [Completion(item: point.item, outcome: .done)]
                let lease = try #require(point.lease)
                async let cancelling = town.moves.cancel(point.id, reason: "why", by: town.supervisor)
                async let completing =
                    round.isMultiple(of: 2)
                    ? town.queues.complete(done, under: lease, by: town.works)
                    : town.queues.completeAccepted(done, by: town.works)
                let (cancelled, completed) = try await (cancelling, completing)
                if cancelled.refusal == nil {
                    wins += 1
                    #expect([.cancelled, .stale].contains(completed[0].outcome))
                } else {
                    #expect(cancelled.refusal == .alreadyClosed)
                    #expect(completed[0].outcome == .ok)
                }
                #expect(try await town.history(point.id).filter { $0.hasPrefix("closed") }.count == 1)
            }
            #expect((1..<60).contains(wins), "\(wins)")
            #expect(try await town.astray() == [])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `two legs completed at the same instant close their request once, three hundred times`() async throws {
        try await MovingCity.with(poolSize: 8) { town in
            for isAccepted in [false, true] {
                let batch = try (0..<150).map { _ in try town.city.submission("fallen-tree") }
                _ = try await town.city.intake.submit(batch)
                let parks = try await town.claim(town.parks, limit: 200)
                let works = try await town.claim(town.works, limit: 200)
                if isAccepted {
                    for (claim, worker) in [(parks, town.parks), (works, town.works)] {
                        let all = claim.items.map { Acceptance(item: $0.item) }
                        _ = try await town.queues.accept(all, under: claim.lease, by: worker)
                    }
                }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (one, two) in zip(parks.items, works.items) {
                        group.addTask {
                            let done = [Completion(item: one.item, outcome: .done)]
                            let results =
                                isAccepted
                                ? try await town.queues.completeAccepted(done, by: town.parks)
                                : try await town.queues.complete(done, under: parks.lease, by: town.parks)
                            #expect(results.map(\.outcome) == [.ok])
                        }
                        group.addTask {
                            let done = [Completion(item: two.item, outcome: .done)]
                            let results =
                                isAccepted
                                ? try await town.queues.completeAccepted(done, by: town.works)
                                : try await town.queues.complete(done, under: works.lease, by: town.works)
                            #expect(results.map(\.outcome) == [.ok])
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(try await town.city.database.count("service_request WHERE status = 'closed'") == 300)
            #expect(try await town.city.database.count("event WHERE kind = 'closed'") == 300)
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `supervisors, residents and workers at once never lose an item`() async throws {
        try await MovingCity.with(poolSize: 14) { town in
            let services = ["pothole", "fallen-tree", "flood", "noise"]
            var ids: [String] = []
            for index in 0..<24 { ids.append(try await town.city.submit(services[index % 4])) }
            let (requests, tally) = (ids, Tally())
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        let department = ["works", "parks", "police"][number % 3]
                        try await Self.work(Worker(department: department, name: "w\(number)"), in: town, tally)
                    }
                }
                for number in 0..<4 {
                    group.addTask {
                        for round in 0..<60 {
                            let id = requests[(round * 7 + number * 5) % requests.count]
                            try await Self.move(id, round + number, services, in: town, tally)
                        }
                        tally.end()
                    }
                }
                group.addTask {
                    while !tally.isOver(4) {
                        #expect(try await town.astray() == [])
                        _ = try await town.queues.rescue()
                        try await Task.sleep(for: .milliseconds(5))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await town.astray() == [])
            // Who opens a request again may see it completed again.
            let breaches = try await town.city.verify().breaches.filter {
                !$0.rule.contains("completed more than once")
            }
            #expect(breaches == [])
            for word in ["cancelled", "rerouted", "reopened", "leg", "accepted", "completed", "stale", "refused"] {
                #expect(tally.count(word) > 0, "\(word)")
            }
        }
    }

    private static func work(_ worker: Worker, in town: MovingCity, _ tally: Tally) async throws {
        var round = 0
        while !tally.isOver(4) {
            round += 1
            guard
                let claim = try await town.queues.claim(
                    1 + round % 4,
                    for: worker,
                    lease: round.isMultiple(of: 9) ? .milliseconds(1) : .seconds(60)
                )
            else {
                try await Task.sleep(for: .milliseconds(2))
                continue
            }
            for (place, item) in claim.items.map(\.item).enumerated() {
                let outcomes: [ItemResult]
                switch (round + place) % 5 {
                case 0: outcomes = try await town.queues.release([item], under: claim.lease, by: worker)
                case 1, 2:
                    outcomes = try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: worker)
                    if round.isMultiple(of: 2) {
                        let leg = try await town.moves.addLeg(for: item, reason: "help", by: worker) { _ in
                            .made(LegOrder(leg: RoutingDecision.Leg(department: "police"), dueIn: .seconds(60)))
                        }
                        tally.add(leg.refusal == nil ? "leg" : "refused")
                    }
                    if !round.isMultiple(of: 3) {
                        let done = [Completion(item: item, outcome: .done)]
                        tally.add(try await town.queues.completeAccepted(done, by: worker), "completed")
                    }
                default:
                    let done = [Completion(item: item, outcome: .done)]
                    outcomes = try await town.queues.complete(done, under: claim.lease, by: worker)
                }
                tally.add(outcomes, "accepted")
            }
        }
    }

    private static func move(
        _ id: String,
        _ round: Int,
        _ services: [String],
        in town: MovingCity,
        _ tally: Tally
    ) async throws {
        switch round % 4 {
        case 0:
            // In a caller's transaction, as under an idempotency key, where it begins again behind a savepoint.
            let result = try await town.city.database.pool.transaction { connection throws(PostgresError) in
                try town.moves.cancel(id, reason: "why", by: town.supervisor, on: connection)
            }
            tally.add(result.refusal == nil ? "cancelled" : "refused")
        case 1:
            let place = [Place.west, .east, .park][round % 3]
            let decide = try town.correct(services[round / 4 % 4], to: place)
            let result = try await town.city.database.pool.transaction { connection throws(PostgresError) in
                try town.moves.reroute(id, reason: "why", by: town.supervisor, on: connection, decide: decide)
            }
            tally.add(result.refusal == nil ? "rerouted" : "refused")
        default:
            let result = try await town.moves.reopen(id, reason: "why", by: town.supervisor)
            tally.add(result.refusal == nil ? "reopened" : "refused")
        }
    }
}

/// How often what happened.
private final class Tally: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    func add(_ word: String) { counts.withLock { $0[word, default: 0] += 1 } }

    func add(_ results: [ItemResult], _ ok: String) {
        for result in results { add(result.outcome == .ok ? ok : result.outcome.rawValue) }
    }

    func end() { add("end") }

    func isOver(_ movers: Int) -> Bool { count("end") == movers }

    func count(_ word: String) -> Int { counts.withLock { $0[word, default: 0] } }
}
