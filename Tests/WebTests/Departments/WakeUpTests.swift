import HummingbirdTesting
import Postgres
import Store
import TestSupport
import Testing
import Web

/// Claims that wait, on servers that look by themselves only when the test is long over.
@Suite struct WakeUpTests {
    private static let patient = #"{"limit":1,"wait_seconds":30}"#
    /// Half of what they wait: whoever is answered before was woken.
    private static let soon: Duration = .seconds(15)

    private static func with(
        interval: Duration = .seconds(3600),
        _ body: @Sendable (Visitor) async throws -> Void
    ) async throws {
        try await TinyServer.with(.ahc(.http), change: { $0.claimInterval = interval }, body)
    }

    /// Runs a claim, and when it waits something that should end its wait; gives the items and how long it waited.
    private static func wake(
        _ claimant: Visitor,
        _ queue: String,
        by event: () async throws -> Void
    ) async throws -> (items: [Int], delay: Duration) {
        let key = try await claimant.key("works")
        async let waiting = claimant.claim(queue, patient, key: key)
        #expect(try await eventually { try claimant.city.queues.waitingClaims == 1 })
        let start = ContinuousClock.now
        try await event()
        let (_, items) = try await waiting
        return (items, ContinuousClock.now - start)
    }

    /// Puts an item back behind everybody's back: nobody is told.
    private static func insert(_ item: Int, _ visitor: Visitor) async throws {
        try await visitor.database.pool.execute(
            """
            INSERT INTO ready (jurisdiction, queue, priority, seq, department)
            SELECT jurisdiction, queue, priority, item, department FROM work_item WHERE item = \(item)
            """
        )
    }

    @Test(arguments: ["works", "works/W"])
    func `a claim that waits is given what comes in at once`(queue: String) async throws {
        try await Self.with { visitor in
            let (items, delay) = try await Self.wake(visitor, queue) { _ = try await visitor.submitted() }
            #expect(items == [1])
            #expect(delay < Self.soon)
        }
    }

    @Test(arguments: ["works", "works/W"])
    func `what comes in at one server wakes a claim at another`(queue: String) async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            var configuration = TinyServer.configuration(database)
            configuration.claimInterval = .seconds(3600)
            let first = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            let second = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            try await first.application.test(.ahc(.http)) { one in
                try await second.application.test(.ahc(.http)) { other in
                    let poster = Visitor(client: one, server: first, database: database)
                    let claimant = Visitor(client: other, server: second, database: database)
                    let listeners = "pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
                    #expect(try await eventually { try await database.count(listeners) == 2 })
                    let (items, delay) = try await Self.wake(claimant, queue) { _ = try await poster.submitted() }
                    #expect(items == [1])
                    #expect(delay < Self.soon)
                }
            }
        }
    }

    @Test func `what one worker gives back wakes another`() async throws {
        try await Self.with { visitor in
            _ = try await visitor.submitted()
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            let (again, delay) = try await Self.wake(visitor, "works") {
                let body = #"{"items":[{"item_id":\#(items[0])}]}"#
                let outcomes = try await visitor.outcomes("leases/\(lease ?? "")/release", body, key: key)
                #expect(outcomes == ["ok"])
            }
            #expect(again == items)
            #expect(delay < Self.soon)
        }
    }

    @Test func `what a silent worker had wakes another when it is taken back`() async throws {
        try await Self.with { visitor in
            _ = try await visitor.submitted()
            let key = try await visitor.key("works")
            let (_, items) = try await visitor.claim("works", #"{"lease_seconds":2}"#, key: key)
            let (again, delay) = try await Self.wake(visitor, "works") {}
            #expect(again == items)
            #expect(delay < Self.soon)
        }
    }

    @Test func `the most urgent is given first, whatever rang`() async throws {
        try await Self.with { visitor in
            _ = try await visitor.submitted()
            try await visitor.database.pool.execute("DELETE FROM ready")
            let (items, delay) = try await Self.wake(visitor, "works") {
                // One that nobody was told of is older.
                try await Self.insert(1, visitor)
                _ = try await visitor.submitted(Visitor.pothole.merging(["attribute[depth]": "deep"]) { $1 })
            }
            #expect(items == [2])
            #expect(delay < Self.soon)
        }
    }

    @Test func `a claim looks by itself too, because a wake-up may be lost`() async throws {
        try await Self.with(interval: .milliseconds(200)) { visitor in
            _ = try await visitor.submitted()
            try await visitor.database.pool.execute("DELETE FROM ready")
            let (items, delay) = try await Self.wake(visitor, "works") { try await Self.insert(1, visitor) }
            #expect(items == [1])
            #expect(delay < Self.soon)
        }
    }

    @Test func `a server that listens again looks at everything once`() async throws {
        try await Self.with { visitor in
            _ = try await visitor.submitted()
            try await visitor.database.pool.execute("DELETE FROM ready")
            let listeners = "pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            #expect(try await eventually { try await visitor.count(listeners) == 1 })
            let (items, delay) = try await Self.wake(visitor, "works") {
                try await Self.insert(1, visitor)
                try await visitor.database.pool.execute(
                    "SELECT pg_terminate_backend(pid) FROM \(unescaped: listeners)"
                )
            }
            #expect(items == [1])
            #expect(delay < Self.soon)
        }
    }
}
