import Dispatch
import Postgres
import ServiceRequests
import TestSupport
import Testing

@testable import Store

@Suite struct EventTailTests {
    @Test func `a follower is told what matters, in order and once, and nobody who has not confirmed`() async throws {
        try await FollowingCity.with { city in
            let point = try await city.town.pothole(.waiting)
            _ = try await city.follow(.request(point.id))
            _ = try await city.asked(.request(point.id), "bob@example.org")
            let claim = try await city.town.claim(city.town.works)
            let (queues, works) = (city.town.queues, city.town.works)
            _ = try await queues.accept([Acceptance(item: point.item)], under: claim.lease, by: works)
            _ = try await city.town.moves.note("It grows.", of: point.id)
            _ = try await city.town.moves.ask("How deep?", about: point.item, by: works)
            _ = try await queues.completeAccepted([Completion(item: point.item, outcome: .done)], by: works)
            try await city.advance()
            let told = ["accepted", "question", "closed"].map { "ann@example.org \($0)" }
            #expect(try await city.waiting() == told)
            try await city.advance()
            #expect(try await city.waiting() == told)
        }
    }

    @Test func `what happened before one confirmed, and what is older than a week, is no news`() async throws {
        try await FollowingCity.with { city in
            let point = try await city.town.pothole(.leased)
            let key = try await city.asked(.request(point.id))
            _ = try await city.town.queues.accept(
                [Acceptance(item: point.item)],
                under: try #require(point.lease),
                by: city.town.works
            )
            _ = try await city.followers.confirm(key)
            try await city.advance()
            #expect(try await city.waiting() == [])
            _ = try await city.town.moves.ask("How deep?", about: point.item, by: city.town.works)
            try await city.execute("UPDATE event SET at = at - interval '8 days' WHERE kind = 'question'")
            try await city.execute("UPDATE follower SET confirmed_at = confirmed_at - interval '9 days'")
            try await city.advance()
            #expect(try await city.waiting() == [])
        }
    }

    @Test func `who follows a place is told of public requests there, of their service only where one is named`()
        async throws
    {
        try await FollowingCity.with { city in
            let here = try city.west
            _ = try await city.follow(.place(here, serviceCode: nil), "all@example.org")
            _ = try await city.follow(.place(here, serviceCode: "noise"), "noise@example.org")
            let point = try await city.town.pothole(.closed)
            try await city.town.city.submit("noise")
            try await city.town.city.submit("person-in-need")
            try await city.town.city.submit(at: .east)
            // One that was private when it came in.
            let hidden = try await city.town.city.submit()
            let number = try #require(city.town.city.jurisdiction.cipher.number(for: hidden))
            try await city.execute("UPDATE service_request SET is_private = true WHERE number = \(number)")
            try await city.advance()
            #expect(
                try await city.waiting() == [
                    "all@example.org submitted", "all@example.org closed", "all@example.org submitted",
                    "noise@example.org submitted",
                ]
            )
            _ = point
        }
    }

    @Test(arguments: [1, 3, 1000])
    func `many tails at once tell each event once, whatever they read at a time`(limit: Int) async throws {
        try await FollowingCity.with { city in
            let here = try city.west
            _ = try await city.follow(.place(here, serviceCode: nil))
            let (index, tail) = (city.town.city.snapshot.index, city.tail)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 { group.addTask { for _ in 0..<5 { try await city.town.city.submit() } } }
                for _ in 0..<3 {
                    group.addTask {
                        for _ in 0..<10 {
                            _ = try await tail.advance(limit: limit) { FollowingCity.places($0, index) }
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await city.advance(limit: limit)
            #expect(try await city.waiting() == Array(repeating: "ann@example.org submitted", count: 15))
        }
    }

    @Test func `a tail that dies between has told nothing, and the next tells it`() async throws {
        try await FollowingCity.with { city in
            let here = try city.west
            _ = try await city.follow(.place(here, serviceCode: nil))
            let point = try await city.town.pothole(.waiting)
            _ = try await city.follow(.request(point.id), "bob@example.org")
            _ = try await city.town.claim(city.town.works)
            _ = try await city.town.moves.cancel(point.id, reason: "why", by: city.town.supervisor)
            try await city.settle()
            let (isThere, isDead) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            let tail = city.tail
            // The connection's own thread waits, not one of Swift's.
            let dying = Task {
                try await tail.advance(limit: 100) { _ in
                    isThere.signal()
                    isDead.wait()
                    return [here]
                }
            }
            let isHeld = try await eventually { isThere.wait(timeout: .now()) == .success }
            try #require(isHeld)
            // Another one does not wait for it, and does nothing.
            #expect(try await !city.tail.advance(limit: 100) { _ in [here] })
            #expect(try await city.waiting() == [])
            try await city.execute(
                """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                 WHERE datname = current_database() AND state = 'idle in transaction'
                """
            )
            for _ in 0..<9 { isDead.signal() }
            await #expect(throws: StoreError.self) { try await dying.value }
            #expect(try await city.waiting() == [])
            try await city.advance()
            #expect(
                try await city.waiting() == [
                    "ann@example.org submitted", "ann@example.org closed", "bob@example.org closed",
                ]
            )
        }
    }

    @Test func `an event that is committed late is told after what passed it`() async throws {
        try await FollowingCity.with { city in
            let point = try await city.town.pothole(.leased)
            _ = try await city.follow(.request(point.id))
            let slow = try await PostgresConnection.open(city.database.configuration)
            try await slow.script("BEGIN; SELECT pg_current_xact_id()")
            _ = try await city.town.queues.accept(
                [Acceptance(item: point.item)],
                under: try #require(point.lease),
                by: city.town.works
            )
            #expect(try await !city.tail.advance(limit: 100) { _ in [] })
            #expect(try await city.waiting() == [])
            try await slow.script(
                """
                INSERT INTO event (jurisdiction, number, item, kind, actor, department)
                SELECT jurisdiction, number, item, 'question', 'works/a', 'works' FROM work_item;
                COMMIT
                """
            )
            await slow.close()
            try await city.advance()
            #expect(try await city.waiting() == ["ann@example.org accepted", "ann@example.org question"])
        }
    }
}
