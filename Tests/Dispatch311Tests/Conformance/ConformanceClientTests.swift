import Foundation
import GeoReport
import Testing

@testable import dispatch311

/// Whatever a server does, the client ends with an answer or with the reason for none.
@Suite struct ConformanceClientTests {
    private static func ask(
        _ reply: @escaping @Sendable (String) -> RawServer.Reply,
        seconds: Int = 20,
        _ body: (Exchange.Fetch, String) async throws -> Void
    ) async throws {
        let server = try RawServer(reply)
        defer { server.stop() }
        try await ConformanceClient.using(secondsForAnswer: seconds, questionsPerSecond: 1000) { client in
            try await body({ await client.fetch($0) }, server.url)
        }
    }

    private static func failure(_ result: Result<Exchange.Answer, Exchange.Failure>) -> Exchange.Failure? {
        if case .failure(let failure) = result { failure } else { nil }
    }

    @Test func `an answer is given as it is, and says who asked`() async throws {
        try await Self.ask({ path in
            .answer("404 Not Found", ["X-Odd: 1", "Content-Type: text/xml"], body: Array(path.utf8))
        }) {
            fetch,
            url in
            let answer = try await fetch(Exchange.Question("\(url)/a?b=c")).get()
            #expect(answer.status == 404 && answer.header("x-odd") == "1" && answer.mediaType == "text/xml")
            #expect(answer.body == Array("/a?b=c".utf8))
            #expect(answer.movedTo == nil)
        }
        #expect(ConformanceClient.agent.contains("dispatch311"))
    }

    @Test func `what comes compressed is unpacked, and a bomb is not`() async throws {
        let packed = Bytes.gzip("[]")
        let bomb = Bytes.gzip(String(repeating: "a", count: 64 << 20))
        try await Self.ask({ path in
            .answer("200 OK", ["Content-Encoding: gzip"], body: path == "/bomb" ? bomb : packed)
        }) { fetch, url in
            let answer = try await fetch(Exchange.Question(url + "/")).get()
            #expect(answer.body == Array("[]".utf8))
            #expect(Self.failure(await fetch(Exchange.Question(url + "/bomb"))) != nil)
        }
    }

    @Test func `a few redirects are followed, and no loop, no other scheme and no POST`() async throws {
        try await Self.ask({ path in
            switch path {
            case "/loop": .answer("302 Found", ["Location: /loop2"])
            case "/loop2": .answer("302 Found", ["Location: /loop"])
            case "/file": .answer("301 Moved", ["Location: file:///etc/passwd"])
            case "/nowhere": .answer("301 Moved")
            case "/moved": .answer("308 Moved", ["Location: /there"])
            default: .answer(body: Array("here".utf8))
            }
        }) { fetch, url in
            let moved = try await fetch(Exchange.Question(url + "/moved")).get()
            #expect(moved.body == Array("here".utf8) && moved.movedTo == url + "/there")
            for (path, words) in [
                ("/loop", "more than 5 redirects"), ("/file", "to an address that is none"),
                ("/nowhere", "without a Location"),
            ] {
                let failure = Self.failure(await fetch(Exchange.Question(url + path)))
                #expect(failure?.description.contains(words) == true, "\(path): \(String(describing: failure))")
            }
            let posted = try await fetch(Exchange.Question(posting: [], to: url + "/moved")).get()
            #expect(posted.status == 308)
        }
    }

    @Test func `a server that asks for patience gets some`() async throws {
        let counted = Counter()
        try await Self.ask({ path in
            let isFirst = counted.next() == 1
            return path == "/busy" || isFirst ? .answer("429 Slow Down", ["Retry-After: 1"]) : .answer()
        }) { fetch, url in
            let answer = try await fetch(Exchange.Question(url + "/")).get()
            #expect(answer.status == 200)
            #expect(Self.failure(await fetch(Exchange.Question(url + "/busy"))) == .busy)
        }
    }

    @Test func `a server that says nothing, or never ends, is left`() async throws {
        try await Self.ask(
            { path in
                path == "/silent"
                    ? .silence : .endless(Array("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".utf8))
            },
            seconds: 1
        ) { fetch, url in
            #expect(Self.failure(await fetch(Exchange.Question(url + "/silent"))) == .slow(seconds: 1))
        }
        try await Self.ask({ _ in .endless(Array("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".utf8)) }) {
            fetch,
            url in
            let failure = Self.failure(await fetch(Exchange.Question(url)))
            #expect(failure == .endless(bytes: ConformanceClient.longestBody))
        }
    }

    @Test func `what is no HTTP, what breaks off and what is not there are told in words`() async throws {
        for bytes in ["garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", ""] {
            try await Self.ask({ _ in .bytes(Array(bytes.utf8)) }) { fetch, url in
                let failure = Self.failure(await fetch(Exchange.Question(url)))
                guard case .unreachable(let words)? = failure else {
                    Issue.record("\(bytes.debugDescription): \(String(describing: failure))")
                    return
                }
                #expect(!words.isEmpty && !words.contains("/"))
            }
        }
        try await ConformanceClient.using(secondsForAnswer: 5, questionsPerSecond: 1000) { client in
            let failure = Self.failure(await client.fetch(Exchange.Question("http://127.0.0.1:1/")))
            #expect(failure?.description.contains("refused") == true, "\(String(describing: failure))")
        }
    }
}
