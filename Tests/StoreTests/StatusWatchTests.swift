import Postgres
import ServiceRequests
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct StatusWatchTests {
    /// What was told, in order.
    private final class Told: Sendable {
        private let kept = Mutex<[Int]>([])

        var all: [Int] { kept.withLock { $0 } }
        var tell: StatusWatch.Tell { { events in self.kept.withLock { $0.append(events) } } }
    }

    @Test func `every change is told once to everybody who watches, and to nobody else`() async throws {
        try await MovingCity.with { town in
            let watch = StatusWatch(pool: town.city.database.roles.service, jurisdiction: town.city.jurisdiction)
            let id = try await town.city.submit()
            let other = try await town.city.submit()
            #expect(try await watch.events(of: id) == 1)
            #expect(try await watch.events(of: "000000000") == nil)
            #expect(watch.watch("nonsense", seen: 0) { _ in } == nil)
            let (one, two, far) = (Told(), Told(), Told())
            let ticket = try #require(watch.watch(id, seen: 1, tell: one.tell))
            _ = watch.watch(id, seen: 1, tell: two.tell)
            _ = watch.watch(other, seen: 1, tell: far.tell)
            #expect(watch.count == 3)
            for _ in 0..<2 { try await watch.look() }
            #expect(one.all == [])
            _ = try await town.moves.note("It grows.", of: id)
            for _ in 0..<2 { try await watch.look() }
            #expect(one.all == [2] && two.all == [2] && far.all == [])
            watch.end(ticket)
            _ = try await town.moves.note("It is deep.", of: id)
            await watch.poke(id)
            #expect(one.all == [2] && two.all == [2, 3] && far.all == [])
            // Who comes later and has seen less is told at once.
            let late = Told()
            _ = watch.watch(id, seen: 1, tell: late.tell)
            #expect(late.all == [3])
        }
    }

    @Test func `who begins to watch with less than there is hears of it at the first look`() async throws {
        try await MovingCity.with { town in
            let watch = StatusWatch(pool: town.city.database.roles.service, jurisdiction: town.city.jurisdiction)
            let id = try await town.city.submit()
            _ = try await town.moves.note("It grows.", of: id)
            let (behind, abreast) = (Told(), Told())
            _ = watch.watch(id, seen: 1, tell: behind.tell)
            _ = watch.watch(id, seen: 2, tell: abreast.tell)
            try await watch.look()
            #expect(behind.all == [2] && abreast.all == [])
        }
    }

    @Test func `who has seen more than was known here is told of nothing but what comes after`() async throws {
        try await MovingCity.with { town in
            let watch = StatusWatch(pool: town.city.database.roles.service, jurisdiction: town.city.jurisdiction)
            let id = try await town.city.submit()
            let (first, ahead) = (Told(), Told())
            _ = watch.watch(id, seen: 1, tell: first.tell)
            try await watch.look()
            // The page is read after the note, and the next look comes later.
            _ = try await town.moves.note("It grows.", of: id)
            _ = watch.watch(id, seen: 2, tell: ahead.tell)
            #expect(ahead.all == [])
            try await watch.look()
            #expect(first.all == [2] && ahead.all == [])
            _ = try await town.moves.note("It is deep.", of: id)
            try await watch.look()
            #expect(first.all == [2, 3] && ahead.all == [3])
        }
    }

    @Test func `an event that is committed after one with a higher number is told too`() async throws {
        try await MovingCity.with { town in
            let watch = StatusWatch(pool: town.city.database.roles.service, jurisdiction: town.city.jurisdiction)
            let id = try await town.city.submit()
            let number = try #require(town.city.jurisdiction.cipher.number(for: id))
            let told = Told()
            _ = watch.watch(id, seen: 1, tell: told.tell)
            try await watch.look()
            func write(_ event: Int64) async throws {
                try await town.city.database.pool.execute(
                    """
                    INSERT INTO event (jurisdiction, number, event, kind, actor)
                    VALUES (\(town.city.jurisdiction.number), \(number), \(event), 'note', 'works/a')
                    """
                )
            }
            for event in [1_000_000, 999_999] as [Int64] {
                try await write(event)
                try await watch.look()
            }
            #expect(told.all == [2, 3])
        }
    }

    @Test func `each city tells of its own requests`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let other = try await TestCity(in: database, code: "other")
            let watch = StatusWatch(pool: database.roles.service, jurisdiction: other.jurisdiction)
            let id = try await city.submit()
            #expect(try await watch.events(of: id) == nil)
        }
    }
}
