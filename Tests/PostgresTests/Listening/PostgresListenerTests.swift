import Logging
import ServiceLifecycle
import Testing

@testable import Postgres

/// What a listener tells, one after the other.
private struct Events {
    var iterator: AsyncStream<PostgresListener.Event>.Iterator

    mutating func next() async -> PostgresListener.Event? {
        await iterator.next(isolation: #isolation)
    }
}

@Suite struct PostgresListenerTests {
    /// Runs a listener beside `body` and shuts it down afterwards.
    private func withListener(
        _ channels: [String],
        capacity: Int = 256,
        silence: Duration = .seconds(30),
        _ body: (inout Events) async throws -> Void
    ) async throws {
        let listener = PostgresListener(
            configuration: try TestServer.configuration,
            channels: channels,
            capacity: capacity,
            silence: silence,
            logger: .quiet
        )
        let services = ServiceGroup(configuration: .init(services: [.init(service: listener)], logger: .quiet))
        let running = Task { try await services.run() }
        var events = Events(iterator: listener.events.makeAsyncIterator())
        do {
            try await body(&events)
        } catch {
            running.cancel()
            throw error
        }
        await services.triggerGracefulShutdown()
        try await running.value
        while let event = await events.next() { _ = event }
    }

    @Test func `what is said on its channels is heard, and nothing else`() async throws {
        let channel = uniqueName("Channel \"quoted\"")
        try await withListener([channel, "other"]) { events in
            #expect(await events.next() == .connected)
            try await withConnection { connection async throws in
                try await connection.execute("SELECT pg_notify(\("unheard"), 'x')")
                try await connection.execute("SELECT pg_notify(\(channel), \("zażółć"))")
                try await connection.execute("SELECT pg_notify(\(channel), '')")
            }
            #expect(await events.next() == .notification(PostgresNotification(channel: channel, payload: "zażółć")))
            #expect(await events.next() == .notification(PostgresNotification(channel: channel, payload: "")))
        }
    }

    @Test func `it survives the end of its session and says connected again`() async throws {
        let channel = uniqueName("channel")
        try await withListener([channel]) { events in
            for round in ["one", "two", "three"] {
                #expect(await events.next() == .connected)
                try await withConnection { connection async throws in
                    try await connection.execute("SELECT pg_notify(\(channel), \(round))")
                    let listening = try await connection.first(
                        """
                        SELECT pid FROM pg_stat_activity
                        WHERE query LIKE \("LISTEN%\(channel)%") AND pid <> pg_backend_pid()
                        """
                    ) { try $0.decode(Int32.self) }
                    #expect(
                        await events.next() == .notification(PostgresNotification(channel: channel, payload: round))
                    )
                    try await connection.terminate(try #require(listening))
                }
            }
        }
    }

    @Test func `a reader that falls behind is told to read the tables`() async throws {
        let channel = uniqueName("channel")
        try await withListener([channel], capacity: 4) { events in
            #expect(await events.next() == .connected)
            try await withConnection { connection async throws in
                try await connection.execute(
                    "SELECT pg_notify(\(channel), n::text) FROM generate_series(1, 50) AS n"
                )
                // Said after the fifty in the same order, and so after all of them were passed on.
                try await connection.execute("SELECT pg_notify(\(channel), 'last')")
            }
            var heard: [PostgresListener.Event] = []
            while heard.last != .connected, let event = await events.next() { heard.append(event) }
            #expect(heard.count <= 4 + 50)
            #expect(heard.last == .connected)
        }
    }

    @Test func `a quiet server is asked whether it is still there`() async throws {
        let channel = uniqueName("channel")
        try await withListener([channel], silence: .milliseconds(20)) { events in
            #expect(await events.next() == .connected)
            try await withConnection { connection async throws in
                let isAsked = try await eventually {
                    let count = try await connection.first(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE query = 'SELECT 1' AND application_name = 'dispatch311' AND pid <> pg_backend_pid()
                        """
                    ) { try $0.decode(Int.self) }
                    return (count ?? 0) > 0
                }
                #expect(isAsked)
                try await connection.execute("SELECT pg_notify(\(channel), 'still')")
            }
            #expect(await events.next() == .notification(PostgresNotification(channel: channel, payload: "still")))
        }
    }

    @Test func `it stops at once while it cannot connect`() async throws {
        let listener = PostgresListener(
            configuration: PostgresConfiguration(socketFolder: "/tmp/d311-nobody", database: "x", user: "x"),
            channels: ["x"],
            logger: .quiet
        )
        let running = Task { try await listener.run() }
        running.cancel()
        try await running.value
        for await event in listener.events { Issue.record("unexpected \(event)") }
    }
}
