import Logging
import NIOCore
import Postgres
import ServiceLifecycle
import Store
import TestSupport
import Testing
import Web

@Suite struct ShutdownTests {
    @Test func `told to stop, the server does not wait for a client that drips its body`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            var configuration = TinyServer.configuration(database)
            configuration.limits.idleTimeout = .seconds(300)
            configuration.limits.requestDeadline = .seconds(300)
            configuration.limits.shutdownDeadline = .seconds(300)
            let server = try await buildApplication(configuration: configuration, logger: TinyServer.logger) {
                channel in
                port.yield(channel.localAddress?.port ?? 0)
            }
            let group = ServiceGroup(services: [server], logger: TinyServer.logger)
            let running = Task { try await group.run() }
            let address = try #require(await ports.first { _ in true })
            let head =
                "POST /open311/v2/requests.json HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n"
            let body = "service_code=pothole&lat=10.01&long=20.005"
            let whole = "\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            try await RawConnection.abandon(
                "\(whole)\(head)Content-Length: 100\r\n\r\nservice_code=",
                port: address
            ) {
                // What follows the first request is being read then, and holds the connection until the server is gone.
                #expect(try await eventually { try await database.count("service_request") == 1 })
                let start = ContinuousClock.now
                await group.triggerGracefulShutdown()
                try await running.value
                // Long before any of these limits.
                #expect(ContinuousClock.now - start < .seconds(120))
            }
        }
    }

    private static let claimants =
        "pg_stat_activity WHERE datname = current_database() AND query LIKE 'WITH lane%'"

    @Test func `told to stop, the server answers who is waiting, drains, and closes its pool last`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            let server = try await buildApplication(
                configuration: TinyServer.configuration(database),
                logger: TinyServer.logger
            ) { channel in
                port.yield(channel.localAddress?.port ?? 0)
            }
            let group = ServiceGroup(services: [server], logger: TinyServer.logger)
            let city = try #require(server.cities["tiny"])
            let key = try await server.key("works", in: city)
            try await withThrowingTaskGroup(of: String?.self) { tasks in
                tasks.addTask {
                    try await group.run()
                    return nil
                }
                let port = try #require(await ports.first { _ in true })
                tasks.addTask {
                    // Its body keeps the server waiting for work for half a minute.
                    let body = #"{"wait_seconds":30}"#
                    return try await RawConnection.exchange(
                        """
                        POST /api/v1/queues/works/claims HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r
                        Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
                        """,
                        port: port
                    )
                }
                // A session whose last statement was a claim: the caller waits for work.
                #expect(try await eventually { try await database.count(Self.claimants) == 1 })
                let start = ContinuousClock.now
                await group.triggerGracefulShutdown()
                var answer: String?
                for try await text in tasks { answer = answer ?? text }
                // Long before the half minute it asked for.
                #expect(ContinuousClock.now - start < .seconds(25))
                #expect(answer?.hasPrefix("HTTP/1.1 200") == true)
                #expect(answer?.contains(#""lease_id":null"#) == true)
                #expect(server.pools.all.allSatisfy { $0.statistics.open == 0 })
            }
        }
    }
}
