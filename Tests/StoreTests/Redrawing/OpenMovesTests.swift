import Boundaries
import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct OpenMovesTests {
    /// The park reaches farther west: `Place.west` lies in it.
    private static func redrawn() throws -> GeoData {
        try TinyCity.geodata(replacing: "[20.01,", with: "[20.004,", in: "precinct.geojson")
    }

    /// Brings other boundaries into force and gives what decides by them.
    private static func publish(_ geodata: GeoData, in town: MovingCity) async throws -> RoutingSnapshot {
        try await town.city.publish(.boundaries(geodata))
        let source = SnapshotSource(catalog: try TinyCity.source().catalog, geodata: geodata)
        return try #require(source.read().snapshot)
    }

    private static func moves(_ town: MovingCity) -> OpenMoves {
        OpenMoves(pools: town.city.database.roles, jurisdiction: town.city.jurisdiction, bell: town.city.bell)
    }

    /// Runs them and gives the report with the outcome of each request that belongs elsewhere.
    private static func run(
        _ town: MovingCity,
        by current: RoutingSnapshot,
        words: DecisionWords = .english,
        layers: [String] = [],
        isPlan: Bool = false
    ) async throws -> (report: OpenMovesReport, outcomes: [String: OpenMove.Outcome]) {
        var outcomes: [String: OpenMove.Outcome] = [:]
        let report = try await moves(town).run(
            by: current,
            words: words,
            layers: layers,
            isPlan: isPlan,
            tell: { outcomes[$0.id] = $0.outcome }
        )
        return (report, outcomes)
    }

    @Test func `what waits goes where the boundaries in force put it, and all else stays`() async throws {
        try await MovingCity.with { town in
            let closed = try await town.pothole(.closed)
            let accepted = try await town.pothole(.accepted)
            let claimed = try await town.pothole(.leased)
            let (offered, _) = try await town.offered()
            let pothole = try await town.city.submit()
            let noise = try await town.city.submit("noise")
            let flood = try await town.city.submit("flood")
            let tree = try await town.city.submit("fallen-tree")
            let person = try await town.city.submit("person-in-need")
            let east = try await town.city.submit(at: .east)
            let before = try #require(try await town.reader.record(pothole))
            let current = try await Self.publish(try Self.redrawn(), in: town)

            let rows = try await town.everything()
            let plan = try await Self.run(town, by: current, isPlan: true)
            #expect(plan.report.moved == 3)
            #expect(plan.outcomes[pothole] == .movable && plan.outcomes[accepted.id] == .left(.accepted))
            #expect(try await town.everything() == rows)

            let (report, outcomes) = try await Self.run(town, by: current)
            #expect(
                outcomes == [
                    pothole: .moved, noise: .moved, flood: .moved, accepted.id: .left(.accepted),
                    claimed.id: .left(.claimed), offered: .left(.offered),
                ]
            )
            #expect(report.looked == 9)
            // The fallen tree and the person were decided without precincts, and the east stays as it was.
            #expect(report.outdated == 7 && report.unaffected == 1 && report.moved == 3 && report.refused == 0)
            #expect(report.left == [.accepted: 1, .claimed: 1, .offered: 1])
            #expect(!report.isInterrupted && !report.isOvertaken)
            #expect(try await town.legs(pothole) == ["parks/2 waiting hops 1"])
            #expect(try await town.legs(noise) == ["police/2 waiting hops 1"])
            #expect(try await town.legs(flood) == ["works/W waiting hops 0", "works/2 waiting hops 1"])
            #expect(try await town.legs(tree) == ["parks waiting hops 0", "works/W waiting hops 0"])
            #expect(try await town.legs(person) == ["police waiting hops 0"])
            #expect(try await town.legs(east) == ["works/E waiting hops 0"])
            #expect(try await town.legs(accepted.id) == ["works/W accepted hops 0"])
            #expect(try await town.legs(claimed.id) == ["works/W leased hops 0"])
            #expect(try await town.legs(closed.id) == ["works/W closed hops 0"])

            let after = try #require(try await town.reader.record(pothole))
            #expect(after.department == "parks" && after.serviceNotice.contains("Parks"))
            #expect(after.requestedAt == before.requestedAt && after.coordinate == before.coordinate)
            #expect(after.expectedAt.map { $0 >= before.expectedAt ?? .distantPast } == true)
            #expect(try await town.astray() == [])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `the history says which boundaries changed, and has both decisions`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            let old = try #require(town.city.snapshot.index.layers.last?.version)
            let current = try await Self.publish(try Self.redrawn(), in: town)
            let new = try #require(current.index.layers.last?.version)
            _ = try await Self.run(town, by: current)
            let lines = try await History(pool: town.city.database.pool, jurisdiction: town.city.jurisdiction)
                .lines(of: id)
            let whole = try #require(lines.first { $0.kind == "rerouted" && $0.item == nil })
            #expect(whole.actor == "dispatch311" && whole.department == "parks" && whole.counterpart == "works")
            let reason = "The boundaries of precinct changed: version \(old) → \(new)."
            #expect(try JSON(whole.detailJSON)["reason"]?.text == reason)
            let decisions = try lines.compactMap(\.decisionJSON).map { try RoutingDecision(json: $0) }
            #expect(decisions.map { $0.layerVersions["precinct"] } == [old, new])
            #expect(decisions.map(\.queue) == ["works/W", "parks/2"])
        }
    }

    @Test func `residents are told in the words that are given`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            let current = try await Self.publish(try Self.redrawn(), in: town)
            let words = DecisionWords(language: "es") { "palabras de \($0)" }
            #expect(try await Self.run(town, by: current, words: words).report.moved == 1)
            let record = try #require(try await town.reader.record(id))
            #expect(record.serviceNotice.hasPrefix("palabras de goesBecause"), "\(record.serviceNotice)")
        }
    }

    @Test func `the same again moves nothing, and going back moves it back`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            let current = try await Self.publish(try Self.redrawn(), in: town)
            #expect(try await Self.run(town, by: current).report.moved == 1)
            let rows = try await town.everything()
            let again = try await Self.run(town, by: current)
            #expect(again.report.moved == 0 && again.report.outdated == 0 && again.outcomes.isEmpty)
            #expect(try await town.everything() == rows)
            let back = try await Self.publish(try TinyCity.source().geodata, in: town)
            #expect(try await Self.run(town, by: back).report.moved == 1)
            #expect(try await town.legs(id) == ["works/W waiting hops 2"])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `what somebody has sent elsewhere, or begun with, stays`() async throws {
        try await MovingCity.with { town in
            let parked = try await town.pothole(.leased)
            let handOver = try await town.handOver([parked.item], to: "triage", from: town.works)
            let lease = try #require(parked.lease)
            _ = try await town.queues.handOver(handOver, under: lease, by: town.works)
            let flood = try await town.city.submit("flood")
            let claim = try await town.claim(town.works)
            let done = [Completion(item: claim.items[0].item, outcome: .done)]
            _ = try await town.queues.complete(done, under: claim.lease, by: town.works)
            let current = try await Self.publish(try Self.redrawn(), in: town)
            let rows = try await town.everything()
            let (report, outcomes) = try await Self.run(town, by: current)
            #expect(outcomes == [parked.id: .left(.elsewhere), flood: .left(.begun)])
            #expect(report.moved == 0)
            #expect(try await town.everything() == rows)
        }
    }

    @Test func `another catalog moves nothing, also where the boundaries changed with it`() async throws {
        try await MovingCity.with { town in
            let pothole = try await town.city.submit()
            let noise = try await town.city.submit("noise")
            // Potholes in a park are the police's from now on, and the first precinct has another name.
            let catalog = try TinyCity.catalog(
                replacing: "department: parks\n        queue_by: precinct\n        because",
                with: "department: police\n        queue_by: precinct\n        because"
            )
            try await town.city.publish(.catalog(catalog))
            let renamed = try TinyCity.geodata(firstPrecinct: "Number One")
            try await town.city.publish(.boundaries(renamed))
            let named = try #require(SnapshotSource(catalog: catalog, geodata: renamed).read().snapshot)
            let same = try await Self.run(town, by: named)
            #expect(same.report.outdated == 2 && same.report.unaffected == 2 && same.outcomes.isEmpty)
            // Then the line moves as well: only the line counts.
            try await town.city.publish(.boundaries(Self.redrawn()))
            let moved = try #require(SnapshotSource(catalog: catalog, geodata: try Self.redrawn()).read().snapshot)
            let (_, outcomes) = try await Self.run(town, by: moved)
            #expect(outcomes == [pothole: .moved, noise: .moved])
            #expect(try await town.legs(pothole) == ["police/2 waiting hops 1"])
        }
    }

    @Test func `only the layers that are named count, and a place that nobody has any more is refused`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            let current = try await Self.publish(try Self.redrawn(), in: town)
            let none = try await Self.run(town, by: current, layers: ["borough"])
            #expect(none.report.looked == 1 && none.report.outdated == 0)
            let east = try TinyCity.geodata(
                replacing: "[[20, 10], [20.02, 10], [20.02, 10.02], [20, 10.02], [20, 10]]",
                with: "[[20.018, 10], [20.02, 10], [20.02, 10.02], [20.018, 10.02], [20.018, 10]]",
                in: "borough.geojson"
            )
            let away = try await Self.publish(east, in: town)
            let (report, outcomes) = try await Self.run(town, by: away)
            #expect(report.refused == 1)
            guard case .refused(.impossible(let reasons)) = outcomes[id] else {
                Issue.record("expected a refusal, found \(outcomes)")
                return
            }
            #expect(reasons.joined().contains("outside"))
            #expect(try await town.legs(id) == ["works/W waiting hops 0"])
        }
    }

    @Test func `stopped halfway, the same again moves the rest, each once`() async throws {
        try await MovingCity.with { town in
            var ids: [String] = []
            for _ in 0..<20 { ids.append(try await town.city.submit()) }
            let current = try await Self.publish(try Self.redrawn(), in: town)
            let stopped = Task {
                var count = 0
                let stop = { (_: OpenMove) in
                    count += 1
                    if count == 7 { withUnsafeCurrentTask { $0?.cancel() } }
                }
                return try await Self.moves(town).run(by: current, words: .english, tell: stop)
            }
            let first = try await stopped.value
            #expect(first.isInterrupted && first.moved == 7)
            #expect(try await town.astray() == [])
            let second = try await Self.run(town, by: current).report
            #expect(second.moved == 13 && second.looked == 20 && !second.isInterrupted)
            for id in ids { #expect(try await town.legs(id) == ["parks/2 waiting hops 1"]) }
            #expect(try await town.city.database.count("event WHERE kind = 'rerouted' AND item IS NULL") == 20)
            #expect(try await town.city.verify().breaches == [])
        }
    }

    /// What one of several at once came to.
    private struct Part: Sendable {
        let moved: Int
        let held: [Int64]
    }

    @Test func `workers who claim meanwhile lose nothing and find nothing twice`() async throws {
        try await MovingCity.with { town in
            for _ in 0..<60 { try await town.city.submit() }
            let current = try await Self.publish(try Self.redrawn(), in: town)
            let parts = try await withThrowingTaskGroup(of: Part.self) { group in
                for _ in 0..<2 {
                    group.addTask { Part(moved: try await Self.run(town, by: current).report.moved, held: []) }
                }
                group.addTask {
                    var held: [Int64] = []
                    while let claim = try await town.queues.claim(3, for: town.works, lease: .seconds(600)) {
                        held += claim.items.map(\.item)
                    }
                    return Part(moved: 0, held: held)
                }
                return try await group.reduce(into: [Part]()) { $0.append($1) }
            }
            let moved = parts.reduce(0) { $0 + $1.moved }
            let held = parts.flatMap(\.held)
            // One whose items moved all the while may still wait.
            let waiting = try await town.city.database.count(
                "ready r JOIN queue q USING (queue) WHERE q.name = 'works/W'"
            )
            #expect(Set(held).count == held.count)
            #expect(moved + held.count + waiting == 60)
            let park = "ready r JOIN queue q USING (queue) WHERE q.name = 'parks/2'"
            #expect(try await town.city.database.count(park) == moved)
            #expect(try await town.astray() == [])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `what is not in force any more is told`() async throws {
        try await MovingCity.with { town in
            try await town.city.submit()
            let current = try await Self.publish(try Self.redrawn(), in: town)
            try await town.city.publish(.catalog(TinyCity.catalog(comment: "two")))
            #expect(try await Self.run(town, by: current).report.isOvertaken)
        }
    }
}
