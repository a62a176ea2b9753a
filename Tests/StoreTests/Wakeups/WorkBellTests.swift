import Logging
import Postgres
import ServiceLifecycle
import TestSupport
import Testing

@testable import Store

@Suite struct WorkBellTests {
    private let works = Worker(department: "works", name: "truck-1")

    @Test(.timeLimit(.minutes(10)))
    func `one claim is woken for each item, and the others wait on`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let places = (0..<3).map { _ in city.queues.enterLine(for: works) }
            try await withThrowingTaskGroup(of: Int.self) { group in
                for (index, place) in places.enumerated() {
                    group.addTask {
                        await place.wait(atMost: .seconds(60))
                        return index
                    }
                }
                _ = try await city.intake.submit([try city.submission(at: .west), try city.submission(at: .east)])
                var woken: [Int] = []
                for _ in 0..<2 { woken += [try await group.next() ?? -1] }
                #expect(woken.sorted() == [0, 1])
                // The first gives up without having looked: the third has its ring.
                places[0].leave()
                #expect(try await group.next() == 2)
            }
            places[1].leave()
            places[2].leave()
        }
    }

    @Test func `a wait ends with its time, and at once where its task is cancelled`() async throws {
        let place = PlaceInLine(ClaimScope(department: "works", queue: nil), in: WaitingRoom())
        await place.wait(atMost: .milliseconds(1))
        let start = ContinuousClock.now
        let waiting = Task { await place.wait(atMost: .seconds(600)) }
        waiting.cancel()
        await waiting.value
        #expect(ContinuousClock.now - start < .seconds(300))
        place.leave()
    }

    @Test func `what is rung for while nothing can be sent is everything afterwards, in one message`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for _ in 0..<5 { try await city.submit() }
            let bell = city.queues.bell
            bell.sendEverything()
            let payload = try #require(bell.takeNews())
            let news = try #require(WorkNews(payload: payload, to: "another"))
            #expect(news.isEverything)
            #expect(bell.takeNews() == nil)
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `many rings are few messages, and the last one is told`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            var logger = Logger(label: "tests")
            logger.logLevel = .critical
            let listener = PostgresListener(
                configuration: database.configuration,
                channels: [WorkBell.channel],
                logger: logger
            )
            let relay = WorkBellRelay(of: city.queues.bell, database: database.configuration, logger: logger)
            let services = ServiceGroup(
                configuration: .init(services: [.init(service: listener), .init(service: relay)], logger: logger)
            )
            let running = Task { try await services.run() }
            var messages = 0
            var items = 0
            let start = ContinuousClock.now
            for await event in listener.events {
                switch event {
                case .connected:
                    for _ in 0..<200 { try await city.submit() }
                case .notification(let notification):
                    messages += 1
                    items += WorkNews(payload: notification.payload, to: "another")?.all.map(\.count).reduce(0, +) ?? 0
                }
                if items >= 200 { break }
            }
            #expect(items == 200)
            // One at the beginning, and one every 50 ms.
            #expect(Double(messages) <= 2 + (ContinuousClock.now - start) / .milliseconds(50))
            await services.triggerGracefulShutdown()
            try await running.value
        }
    }
}
