import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore
import ServiceLifecycle
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct StatusEventsTests {
    /// Runs a test against a live server whose streams beat often.
    private static func with(
        change: (inout WebConfiguration) -> Void = { _ in },
        _ body: @Sendable (Visitor, Int) async throws -> Void
    ) async throws {
        let beating: (inout WebConfiguration) -> Void = {
            $0.limits.streamBeat = .milliseconds(50)
            change(&$0)
        }
        try await TinyServer.with(.ahc(.http), change: beating) { visitor in
            try await body(visitor, try #require(visitor.client.port))
        }
    }

    private static func close(_ visitor: Visitor) async throws {
        let key = try await visitor.key("works")
        let (lease, items) = try await visitor.claim("works", key: key)
        let body = #"{"items":[{"item_id":\#(items.first ?? 0),"outcome":"done"}]}"#
        #expect(try await visitor.outcomes("leases/\(lease ?? "")/complete", body, key: key) == ["ok"])
    }

    @Test func `what is done at one server is told by another within a second`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            let configuration = TinyServer.configuration(database)
            let first = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            let second = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            try await first.application.test(.ahc(.http)) { one in
                try await second.application.test(.ahc(.http)) { other in
                    let visitor = Visitor(client: one, server: first, database: database)
                    let id = try await visitor.submitted()
                    let untouched = try await visitor.submitted(Visitor.pothole.merging(["lat": "10.011"]) { $1 })
                    let port = try #require(other.port)
                    try await LiveStream.with("/r/\(untouched)/events", port: port) { quiet in
                        try await LiveStream.with("/r/\(id)/events", port: port) { stream in
                            let city = try #require(second.cities["tiny"])
                            #expect(try await eventually { city.watch.count == 2 })
                            #expect(try await eventually { stream.text.contains("retry: 3000\n\n") })
                            #expect(stream.text.contains("HTTP/1.1 200"))
                            #expect(stream.text.lowercased().contains("content-type: text/event-stream"))
                            #expect(stream.changes == 0)
                            let moves = try #require(first.cities["tiny"]).moves
                            for (place, note) in ["It grows.", "It is deep."].enumerated() {
                                let start = ContinuousClock.now
                                #expect(try await moves.note(note, of: id) == .done(true))
                                #expect(try await eventually { stream.changes == place + 1 })
                                // A second where nobody else needs the processors.
                                #expect(ContinuousClock.now - start < .seconds(10))
                            }
                            #expect(stream.text.contains("id: 3\nevent: changed\ndata:\n\n"))
                            #expect(quiet.changes == 0)
                        }
                    }
                }
            }
        }
    }

    @Test func `who comes again is told at once what was missed, and nothing where nothing was`() async throws {
        try await Self.with { visitor, port in
            let id = try await visitor.submitted()
            try await Self.close(visitor)
            let events = try #require(try await visitor.city.watch.events(of: id))
            for (path, headers) in [
                ("?seen=1", [:]), ("", ["Last-Event-ID": "1"]), ("?seen=\(events)", ["Last-Event-ID": "1"]),
                // A number of another database than this one.
                ("", ["Last-Event-ID": "999"]),
            ] {
                try await LiveStream.with("/r/\(id)/events\(path)", port: port, headers: headers) { stream in
                    let isTold = try await eventually { stream.changes == 1 }
                    #expect(isTold)
                    #expect(stream.text.contains("id: \(events)\n"))
                }
            }
            for (path, headers) in [
                ("", [:]), ("?seen=\(events)", [:]), ("?seen=nonsense", [:]),
                ("?seen=1", ["Last-Event-ID": "\(events)"]),
            ] {
                try await LiveStream.with("/r/\(id)/events\(path)", port: port, headers: headers) { stream in
                    // It has been looked for more than once by then.
                    let hasBeaten = try await eventually { stream.beats > 8 }
                    #expect(hasBeaten)
                    #expect(stream.changes == 0, "\(path) \(headers)")
                }
            }
            #expect(try await visitor.get("/r/000000000/events").status == 404)
            #expect(try await visitor.get("/r/nonsense/events").status == 404)
        }
    }

    @Test func `a silent stream outlives the limits of other requests`() async throws {
        let limits: (inout WebConfiguration) -> Void = {
            $0.limits.idleTimeout = .milliseconds(500)
            $0.limits.requestDeadline = .seconds(1)
        }
        try await Self.with(change: limits) { visitor, port in
            let id = try await visitor.submitted()
            try await LiveStream.with("/r/\(id)/events", port: port) { stream in
                let start = ContinuousClock.now
                let hasBeaten = try await eventually {
                    stream.isOver || ContinuousClock.now - start > .seconds(3) && stream.beats > 0
                }
                #expect(hasBeaten)
                #expect(!stream.isOver)
            }
        }
    }

    @Test func `a client that is gone gives its slot to the next`() async throws {
        try await Self.with(change: { $0.limits.maximumStreams = 1 }) { visitor, port in
            let id = try await visitor.submitted()
            let path = "/r/\(id)/events"
            // Whoever asks for the head only holds nothing.
            let head = try await visitor.send(.head, path)
            #expect(head.status == 200)
            #expect(try await eventually { visitor.server.streams.count == 0 })
            try await LiveStream.with(path, port: port) { stream in
                #expect(try await eventually { stream.text.contains("retry") })
                let full = try await visitor.get(path)
                #expect(full.status == 503)
                #expect(full[header: "Retry-After"] == "60")
                try await stream.close()
                #expect(try await eventually { visitor.server.streams.count == 0 })
            }
            let watch = try visitor.city.watch
            #expect(try await eventually { watch.count == 0 })
            try await LiveStream.with(path, port: port) { stream in
                let isOpen = try await eventually { stream.text.contains("HTTP/1.1 200") }
                #expect(isOpen)
            }
        }
    }

    @Test func `told to stop, the server ends its streams and is gone`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            var configuration = TinyServer.configuration(database)
            configuration.limits.shutdownDeadline = .seconds(300)
            let server = try await buildApplication(configuration: configuration, logger: TinyServer.logger) {
                channel in
                port.yield(channel.localAddress?.port ?? 0)
            }
            let city = try #require(server.cities["tiny"])
            let group = ServiceGroup(services: [server], logger: TinyServer.logger)
            let running = Task { try await group.run() }
            let address = try #require(await ports.first { _ in true })
            let draft = ServiceRequest.Draft(
                serviceCode: "pothole",
                location: .point(try Place.west.coordinate)
            )
            guard case .stored(let receipt, _) = try await city.submit(draft) else {
                Issue.record("expected it stored")
                return
            }
            try await LiveStream.with("/r/\(receipt.id)/events", port: address) { stream in
                #expect(try await eventually { city.watch.count == 1 })
                let start = ContinuousClock.now
                await group.triggerGracefulShutdown()
                try await running.value
                // Long before shutdownDeadline.
                #expect(ContinuousClock.now - start < .seconds(30))
                #expect(try await eventually { stream.isOver })
                // The body has its end: it was not cut off.
                #expect(stream.text.hasSuffix("0\r\n\r\n"))
            }
        }
    }
}
