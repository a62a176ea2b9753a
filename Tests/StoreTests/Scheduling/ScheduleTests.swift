import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct ScheduleTests {
    private static let newYear = EffectiveDate("2035-01-01")

    /// A city, who schedules in it, and what is scheduled there.
    private struct Desk: Sendable {
        let city: TestCity
        let publisher: Publisher
        let schedule: Schedule
        let publications: Publications

        init(_ city: TestCity) {
            let (pool, row) = (city.database.pool, city.jurisdiction)
            self.city = city
            publisher = Publisher(pool: pool, jurisdiction: row, actor: "gis", note: "New lines")
            schedule = Schedule(pool: pool, jurisdiction: row)
            publications = Publications(pool: pool, jurisdiction: row)
        }

        /// Schedules what must go through.
        @discardableResult
        func plan(_ change: PublicationChange, for date: String = "2035-01-01") async throws -> ScheduledPublication {
            let outcome = try await publisher.schedule(change, for: try #require(EffectiveDate(date)))
            guard case .scheduled(_, let scheduled) = outcome else { throw Unexpected(outcome) }
            return scheduled
        }

        /// Lets the time of one come, so many seconds ago.
        func makeDue(_ scheduled: ScheduledPublication, secondsAgo: Int = 1) async throws {
            try await city.database.pool.execute(
                """
                UPDATE scheduled_publication SET effective_at = now() - make_interval(secs => \(Double(secondsAgo)))
                 WHERE scheduled = \(scheduled.number)
                """
            )
        }

        func active() async throws -> Publication { try #require(try await publications.active()) }
    }

    private static func with(_ body: (Desk) async throws -> Void) async throws {
        try await TestDatabase.with { database in try await body(Desk(TestCity(in: database))) }
    }

    private static func precincts(_ name: String) throws -> PublicationChange {
        .layers(["precinct"], try TinyCity.geodata(firstPrecinct: name))
    }

    // MARK: - Its time

    @Test func `what is scheduled waits, and comes into force when its time has come, once`() async throws {
        try await Self.with { desk in
            let before = try await desk.active()
            let scheduled = try await desk.plan(Self.precincts("Number One"))
            #expect(scheduled.number == 1)
            #expect(scheduled.effectiveAt.formatted(.iso8601) == "2035-01-01T00:00:00Z")
            #expect(scheduled.patch.layers.map(\.id) == ["precinct"])
            #expect(scheduled.patch.catalog == nil && scheduled.patch.ground == nil && scheduled.patch.order == nil)
            #expect(try await desk.schedule.bringIntoForce() == [])
            #expect(try await desk.active() == before)
            try await desk.makeDue(scheduled)
            // Several servers see it at once.
            let ended = try await withThrowingTaskGroup(of: [ScheduledPublication].self) { group in
                for _ in 0..<4 { group.addTask { try await desk.schedule.bringIntoForce() } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(ended.map(\.ending?.outcome) == [.published(2)])
            let active = try await desk.active()
            #expect(active.number == 2)
            #expect(active.version(of: "precinct") == scheduled.patch.layers[0].step.to)
            #expect(active.version(of: "borough") == before.version(of: "borough"))
            #expect(active.catalog == before.catalog)
            #expect((active.kind, active.actor, active.note) == (.boundaries, "gis", "New lines"))
            #expect(try await desk.schedule.waiting() == [])
        }
    }

    @Test func `what else is published until then stays`() async throws {
        try await Self.with { desk in
            let scheduled = try await desk.plan(.boundaries(TinyCity.geodata(firstPrecinct: "Number One")))
            let catalog = try await desk.city.publish(.catalog(TinyCity.catalog(comment: "two"))).catalog
            try await desk.makeDue(scheduled)
            _ = try await desk.schedule.bringIntoForce()
            let active = try await desk.active()
            #expect(active.number == 3)
            #expect(active.catalog == catalog)
            #expect(active.version(of: "precinct") == scheduled.patch.layers[0].step.to)
        }
    }

    @Test func `a layer that comes is there for the catalog that needs it, both on their day`() async throws {
        try await Self.with { desk in
            let ward = "layers:\n  - {id: ward, name: {en: Ward}, file: precinct.geojson, key: id, properties: [kind]}"
            let layers = try TinyCity.geodata(replacing: "layers:", with: ward, in: "layers.yml")
            let catalog = try TinyCity.catalog(replacing: "layer: precinct", with: "layer: ward")
            // Alone, and before the layer comes, it does not fit.
            guard case .refused = try await desk.publisher.schedule(.catalog(catalog), for: try #require(Self.newYear))
            else { throw Unexpected("no refusal") }
            let first = try await desk.plan(.boundaries(layers), for: "2034-12-31")
            #expect(first.patch.order == ["ward", "borough", "precinct"])
            let second = try await desk.plan(.catalog(catalog))
            #expect(second.kind == .catalog)
            let rehearsal = try await desk.schedule.rehearsal()
            #expect(rehearsal.map(\.scheduled.number) == [1, 2])
            #expect(rehearsal.map(\.refusal) == [nil, nil])
            // Both are due at once: after a night without a server.
            try await desk.makeDue(second, secondsAgo: 1)
            try await desk.makeDue(first, secondsAgo: 2)
            let ended = try await desk.schedule.bringIntoForce()
            #expect(ended.map(\.ending?.outcome) == [.published(2), .published(3)])
            let active = try await desk.active()
            #expect(active.layers.map(\.id) == ["ward", "borough", "precinct"])
            #expect(active.catalog == catalog.version)
        }
    }

    @Test func `another map and other settings come with their files`() async throws {
        try await Self.with { desk in
            let wider = try TinyCity.geodata(
                replacing: "layers:",
                with: "extent: [19, 9, 21, 11]\nlayers:",
                in: "layers.yml"
            )
            let outcome = try await desk.publisher.schedule(.boundaries(wider), for: try #require(Self.newYear))
            guard case .scheduled(_, let scheduled) = outcome else { throw Unexpected(outcome) }
            #expect(scheduled.patch.layers == [] && scheduled.patch.ground != nil)
            try await desk.makeDue(scheduled)
            _ = try await desk.schedule.bringIntoForce()
            #expect(try await desk.active().settings.contains("21"))
        }
    }

    // MARK: - What does not come into force

    @Test func `what no longer fits when its time comes is refused with its reasons, and what is in force stays`()
        async throws
    {
        try await Self.with { desk in
            let green = try TinyCity.geodata(replacing: "\"park\"", with: "\"green\"", in: "precinct.geojson")
            try await desk.city.publish(.catalog(TinyCity.catalog(replacing: "is: [park]", with: "is: [town]")))
            let scheduled = try await desk.plan(.boundaries(green))
            // The catalog that comes back asks for a kind that the scheduled layer has not.
            try await desk.city.publish(.earlierCatalog(.before))
            let rehearsal = try await desk.schedule.rehearsal()
            #expect(rehearsal.first?.refusal?.contains("park") == true)
            try await desk.makeDue(scheduled)
            let ended = try await desk.schedule.bringIntoForce()
            guard case .refused(let reason) = ended.first?.ending?.outcome else { throw Unexpected(ended) }
            #expect(reason.contains("park"))
            #expect(ended.first?.refusal == reason)
            #expect(try await desk.active().number == 3)
            #expect(try await desk.schedule.bringIntoForce() == [])
            // Withdrawing it says that somebody knows; the reasons stay.
            guard case .withdrawn(let known) = try await desk.schedule.withdraw(1, by: "lead") else {
                throw Unexpected("not withdrawn")
            }
            #expect(known.ending?.outcome == .withdrawn(by: "lead", refusal: reason))
        }
    }

    @Test func `what is withdrawn does not come into force, and what is in force is not withdrawn`() async throws {
        try await Self.with { desk in
            let first = try await desk.plan(Self.precincts("Number One"))
            let second = try await desk.plan(Self.precincts("Number Two"))
            guard case .withdrawn = try await desk.schedule.withdraw(first.number, by: "lead") else {
                throw Unexpected("not withdrawn")
            }
            try await desk.makeDue(first)
            try await desk.makeDue(second)
            #expect(try await desk.schedule.bringIntoForce().map(\.number) == [second.number])
            for number in [first.number, second.number] {
                guard case .ended = try await desk.schedule.withdraw(number, by: "lead") else {
                    throw Unexpected("withdrawn twice")
                }
            }
            guard case .noSuch(9, last: 2) = try await desk.schedule.withdraw(9, by: "lead") else {
                throw Unexpected("there is no 9")
            }
            // A server that read it before it was withdrawn does not bring it into force after.
            guard case .overtaken = try await desk.publisher.publish(.scheduled(first)) else {
                throw Unexpected("published")
            }
            #expect(try await desk.active().number == 2)
        }
    }

    @Test func `what is in force already when its time comes changes nothing`() async throws {
        try await Self.with { desk in
            let scheduled = try await desk.plan(Self.precincts("Number One"))
            try await desk.city.publish(Self.precincts("Number One"))
            try await desk.makeDue(scheduled)
            #expect(try await desk.schedule.bringIntoForce().map(\.ending?.outcome) == [.unchanged])
            #expect(try await desk.active().number == 2)
        }
    }

    @Test(arguments: ["2020-01-01", "2099-01-01"])
    func `only times that are ahead, and not far, can be scheduled`(date: String) async throws {
        try await Self.with { desk in
            let outcome = try await desk.publisher.schedule(
                Self.precincts("Number One"),
                for: try #require(EffectiveDate(date))
            )
            guard case .outOfTime(let found, let now, let last) = outcome else { throw Unexpected(outcome) }
            #expect(found.description == date && now < last)
            #expect(try await desk.city.database.count("scheduled_publication") == 0)
        }
    }

    @Test func `what is wrong, the same, or only a plan writes nothing`() async throws {
        try await Self.with { desk in
            let date = try #require(Self.newYear)
            let open = try TinyCity.geodata(replacing: "[20, 10]]]", with: "[20.001, 10]]]", in: "precinct.geojson")
            guard case .refused = try await desk.publisher.schedule(.layers(["precinct"], open), for: date),
                case .unchanged = try await desk.publisher.schedule(.boundaries(TinyCity.source().geodata), for: date),
                case .planned = try await desk.publisher.schedule(Self.precincts("One"), for: date, isPlan: true),
                case .noSuchLayer = try await desk.publisher.schedule(.layers(["moon"], open), for: date)
            else { throw Unexpected("another outcome") }
            #expect(try await desk.city.database.count("scheduled_publication") == 0)
            #expect(try await desk.city.database.count("layer_version") == 2)
            let empty = try await Jurisdictions(pool: desk.city.database.pool).open("empty")
            let nobody = Publisher(pool: desk.city.database.pool, jurisdiction: empty, actor: "gis")
            guard case .nothingPublished = try await nobody.schedule(Self.precincts("One"), for: date) else {
                throw Unexpected("something")
            }
        }
    }

    // MARK: - Surprises

    @Test func `what will meet something else than it was made for is told, and what follows another is not`()
        async throws
    {
        try await Self.with { desk in
            let first = try await desk.plan(Self.precincts("Number One"))
            try await desk.plan(Self.precincts("Number Two"), for: "2036-01-01")
            func surprises() async throws -> [ScheduleSurprise] {
                let waiting = try await desk.schedule.waiting()
                return ScheduleSurprise.all(in: waiting, on: try await desk.active().content)
            }
            #expect(try await surprises() == [])
            let fixed = try await desk.city.publish(Self.precincts("A correction")).version(of: "precinct")
            let found = try await surprises()
            #expect(found.map(\.scheduled.number) == [first.number])
            #expect(found.map(\.layer) == ["precinct"])
            #expect(found.map(\.found) == [fixed])
            // Withdrawn, the second meets what was corrected instead of the first.
            _ = try await desk.schedule.withdraw(first.number, by: "lead")
            #expect(try await surprises().map(\.scheduled.number) == [2])
        }
    }

    @Test func `of several who schedule at once each has a number of its own`() async throws {
        try await Self.with { desk in
            let outcomes = try await withThrowingTaskGroup(of: PublishOutcome.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        try await desk.publisher.schedule(
                            Self.precincts("Number \(number)"),
                            for: try #require(Self.newYear)
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let numbers = outcomes.compactMap { outcome -> Int? in
                guard case .scheduled(_, let scheduled) = outcome else { return nil }
                return scheduled.number
            }
            let overtaken = outcomes.count { if case .overtaken = $0 { true } else { false } }
            #expect(numbers.count + overtaken == 4)
            #expect(numbers.sorted() == Array(1..<(1 + numbers.count)))
            #expect(try await desk.schedule.waiting().map(\.number).sorted() == numbers.sorted())
        }
    }
}
