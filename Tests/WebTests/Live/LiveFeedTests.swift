import Foundation
import HummingbirdTesting
import NIOCore
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct LiveFeedTests {
    /// The messages of a stream: each one's id, name and data.
    private struct Message {
        let id: String
        let name: String
        let data: String

        static func all(_ stream: LiveStream) -> [Message] {
            stream.text.matches(of: /id: ([^\n]*)\nevent: (\w+)\ndata: ([^\n]*)\n\n/).map {
                Message(id: String($0.output.1), name: String($0.output.2), data: String($0.output.3))
            }
        }

        /// The requests that were told of, in order.
        static func requests(_ stream: LiveStream) -> [String] {
            all(stream).flatMap { $0.data.matches(of: /"request":"(\w+)"/).map { String($0.output.1) } }
        }
    }

    private static func with(_ body: @Sendable (Visitor, Int) async throws -> Void) async throws {
        try await TinyServer.with(.live) { visitor in
            try await body(visitor, try #require(visitor.client.port))
        }
    }

    private static func cookie(_ browser: Browser) -> [String: String] { ["Cookie": browser.cookie] }

    private static func pothole(_ number: Int) -> [String: String] {
        Visitor.pothole.merging(["lat": "\(10.005 + Double(number) / 10_000)"]) { $1 }
    }

    @Test func `what is submitted at one server is told by another, at the board and at the desk`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            let configuration = TinyServer.configuration(database)
            let first = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            let second = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            try await first.application.test(.live) { one in
                try await second.application.test(.live) { other in
                    let here = Visitor(client: one, server: first, database: database)
                    let there = Visitor(client: other, server: second, database: database)
                    let works = Self.cookie(try await Browser(there, "works"))
                    let police = Self.cookie(try await Browser(there, "police"))
                    let port = try #require(other.port)
                    try await LiveStream.with("/dispatch/live", port: port, headers: police) { board in
                        try await LiveStream.with("/desk/live", port: port, headers: works) { desk in
                            try await LiveStream.with("/desk/live", port: port, headers: police) { others in
                                let streams = [board, desk, others]
                                #expect(try await eventually { streams.allSatisfy { !Message.all($0).isEmpty } })
                                var told: [String] = []
                                for number in 0..<3 {
                                    told.append(try await here.submitted(Self.pothole(number)))
                                    #expect(try await eventually { Message.requests(board) == told })
                                    #expect(try await eventually { Message.requests(desk) == told })
                                }
                                // The police have no part in it, but they go on from the same place.
                                let last = Message.all(board).last?.id
                                #expect(try await eventually { Message.all(others).last?.id == last })
                                #expect(Message.requests(others) == [])
                            }
                        }
                    }
                    #expect(try await eventually { second.streams.count == 0 })
                    let city = try #require(second.cities["tiny"])
                    #expect(city.live.count == 0 && city.live.latest == nil)
                }
            }
        }
    }

    @Test func `a stream that is cut goes on where it was, at any server, with nothing lost and nothing told twice`()
        async throws
    {
        try await TestDatabase.with(poolSize: 4) { database in
            let configuration = TinyServer.configuration(database)
            let first = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            let second = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            try await first.application.test(.live) { one in
                try await second.application.test(.live) { other in
                    let here = Visitor(client: one, server: first, database: database)
                    let cookie = Self.cookie(try await Browser(here, "works"))
                    let ports = [try #require(one.port), try #require(other.port)]
                    var (sent, told): ([String], [String]) = ([], [])
                    var headers = cookie
                    // At each server somebody else watches all the time, so that both look at times of their own.
                    try await LiveStream.with("/dispatch/live", port: ports[0], headers: cookie) { _ in
                        try await LiveStream.with("/dispatch/live", port: ports[1], headers: cookie) { _ in
                            for turn in 0..<8 {
                                let path = "/dispatch/live"
                                try await LiveStream.with(path, port: ports[turn % 2], headers: headers) { stream in
                                    #expect(try await eventually { !Message.all(stream).isEmpty })
                                    sent.append(try await here.submitted(Self.pothole(turn * 3)))
                                    // It is cut before it has told, now and then.
                                    if !turn.isMultiple(of: 3) {
                                        let wanted = sent
                                        let before = told
                                        #expect(
                                            try await eventually { before + Message.requests(stream) == wanted }
                                        )
                                    }
                                    // What was heard and the place to go on from are of one moment.
                                    let messages = Message.all(stream)
                                    told += messages.flatMap { message in
                                        message.data.matches(of: /"request":"(\w+)"/).map { String($0.output.1) }
                                    }
                                    if let last = messages.last { headers["Last-Event-ID"] = last.id }
                                }
                                sent.append(try await here.submitted(Self.pothole(turn * 3 + 1)))
                            }
                            try await LiveStream.with("/dispatch/live", port: ports[0], headers: headers) { stream in
                                let (wanted, before) = (sent, told)
                                let isTold = try await eventually { before + Message.requests(stream) == wanted }
                                #expect(isTold)
                            }
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: ["nonsense", "1-9000000000000-0-", "AQAAAAAAAAAAAAAAAAAAAAA"])
    func `a place that is none of this database is answered with a reset`(place: String) async throws {
        try await Self.with { visitor, port in
            var headers = Self.cookie(try await Browser(visitor))
            headers["Last-Event-ID"] = place
            try await LiveStream.with("/dispatch/live", port: port, headers: headers) { stream in
                #expect(try await eventually { !Message.all(stream).isEmpty })
                let message = try #require(Message.all(stream).first)
                #expect(message.name == "reset" && message.data.contains(#""why":"unknown""#))
                #expect(EventSnapshot(message.id) != nil)
            }
        }
    }

    @Test func `where more has happened than a message holds, it says so and goes on from there`() async throws {
        try await Self.with { visitor, port in
            _ = try await visitor.submitted()
            let city = try visitor.city
            let start = try await city.live.reader.latest(0)
            try await visitor.database.pool.execute(
                """
                INSERT INTO event (jurisdiction, number, kind, actor, department)
                SELECT jurisdiction, number, 'note', 'x', 'works' FROM service_request, generate_series(1, 61)
                """
            )
            var headers = Self.cookie(try await Browser(visitor))
            headers["Last-Event-ID"] = start.snapshot.text
            try await LiveStream.with("/dispatch/live", port: port, headers: headers) { stream in
                #expect(try await eventually { !Message.all(stream).isEmpty })
                let message = try #require(Message.all(stream).first)
                #expect(message.name == "reset" && message.data.contains(#""why":"many""#))
                let id = try await visitor.submitted(Self.pothole(1))
                #expect(try await eventually { Message.requests(stream) == [id] })
            }
        }
    }

    @Test func `of a private request only those with a leg hear which and where`() async throws {
        try await Self.with { visitor, port in
            let works = Self.cookie(try await Browser(visitor, "works"))
            let police = Self.cookie(try await Browser(visitor, "police"))
            try await LiveStream.with("/dispatch/live", port: port, headers: works) { stranger in
                try await LiveStream.with("/dispatch/live", port: port, headers: police) { owner in
                    #expect(try await eventually { Message.all(stranger).count == 1 && Message.all(owner).count == 1 })
                    let form = ["service_code": "person-in-need", "lat": "10.01", "long": "20.005"]
                    let id = try await visitor.submitted(form)
                    #expect(try await eventually { Message.requests(owner) == [id] })
                    #expect(try await eventually { stranger.text.contains(#""kind":"submitted""#) })
                    #expect(owner.text.contains(#""place":[10.01,20.005]"#))
                    for secret in [id, "place", "\"item\"", "person"] { #expect(!stranger.text.contains(secret)) }
                }
            }
        }
    }

    @Test func `whoever watches has something to be told from, also where the last other one leaves as it comes`()
        async throws
    {
        try await TinyServer.with { visitor in
            let feed = try visitor.city.live
            let audience = LiveAudience(page: .board, department: "works")
            let dumb = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var dumb = 0
                        for _ in 0..<400 {
                            let ticket = try await feed.watch(audience, seen: nil, privateServices: []) { _ in }
                            if feed.latest == nil { dumb += 1 }
                            feed.end(ticket)
                        }
                        return dumb
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(dumb == 0)
            #expect(feed.count == 0 && feed.latest == nil)
        }
    }

    @Test func `who does not read in time is told to read everything anew`() {
        let message = LiveMessage.slow(instead: ByteBuffer(string: "id: 1-7-0-\nevent: changes\ndata: {}\n\n"))
        #expect(String(buffer: message) == "id: 1-7-0-\nevent: reset\ndata: {\"why\":\"slow\"}\n\n")
    }

    @Test func `a page begins with what it was made of, and a quiet stream says that it is there`() async throws {
        try await Self.with { visitor, port in
            let browser = try await Browser(visitor)
            let page = try await browser.page("/dispatch")
            let after = try #require(page.firstMatch(of: /data-after="([^"]+)"/)?.output.1)
            let id = try await visitor.submitted()
            let headers = Self.cookie(browser)
            try await LiveStream.with("/dispatch/live?after=\(after)", port: port, headers: headers) { stream in
                let isTold = try await eventually { Message.requests(stream) == [id] }
                #expect(isTold)
                #expect(stream.text.contains("retry: 3000\n\n"))
                #expect(try await eventually { Message.all(stream).last?.name == "beat" })
            }
        }
    }
}
