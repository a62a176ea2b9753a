import Foundation
import HummingbirdTesting
import TestSupport
import Testing
import Web

@Suite struct ConnectionTests {
    private static let head = "Host: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"

    @Test func `a body announced too large is refused unread and the connection closed`() async throws {
        try await TinyServer.with(.live) { visitor in
            let port = try #require(visitor.client.port)
            let answer = try await RawConnection.exchange(
                "POST /open311/v2/requests.json HTTP/1.1\r\n\(Self.head)Content-Length: 50000000\r\n\r\nservice_code=",
                port: port
            )
            #expect(answer.hasPrefix("HTTP/1.1 413"))
            #expect(answer.contains(#""code":"413""#))
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test func `a body of unknown length is refused at the limit and the connection closed`() async throws {
        try await TinyServer.with(.live, change: { $0.limits.maximumBody = 1000 }) { visitor in
            let port = try #require(visitor.client.port)
            let chunk = "200\r\n\(String(repeating: "x", count: 512))\r\n"
            let answer = try await RawConnection.exchange(
                "POST /open311/v2/requests.json HTTP/1.1\r\n\(Self.head)Transfer-Encoding: chunked\r\n\r\n"
                    + chunk + chunk,
                port: port
            )
            #expect(answer.hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test(
        arguments: [
            "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            "Content-Length: -3\r\n\r\nabc",
            "X-Large: \(String(repeating: "x", count: 20_000))\r\n\r\n",
            "\((0..<200).map { "X-\($0): y\r\n" }.joined())\r\n",
        ]
    )
    func `what cannot be one whole request is refused and the connection closed`(rest: String) async throws {
        try await TinyServer.with(.live) { visitor in
            let port = try #require(visitor.client.port)
            let answer = try await RawConnection.exchange(
                "POST /open311/v2/requests.json HTTP/1.1\r\n\(Self.head)\(rest)",
                port: port
            )
            #expect(answer.hasPrefix("HTTP/1.1 400"), "\(answer)")
            #expect(try await visitor.get("/livez").status == 200)
        }
    }

    @Test func `a connection stays open through refusals, and closes when it is told to`() async throws {
        try await TinyServer.with(.live) { visitor in
            let port = try #require(visitor.client.port)
            let lost = "POST /open311/v2/lost.json HTTP/1.1\r\n\(Self.head)Content-Length: 4\r\n\r\nabcd"
            let last = "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            let answer = try await RawConnection.exchange(lost + lost + last, port: port)
            #expect(answer.components(separatedBy: "HTTP/1.1 404").count == 3)
            #expect(answer.contains("HTTP/1.1 200"))
        }
    }

    @Test(arguments: ["", "Connection: keep-alive\r\n"])
    func `a client of HTTP 1.0 learns from the end of the connection that it has everything`(
        wish: String
    ) async throws {
        try await TinyServer.with(.live) { visitor in
            let port = try #require(visitor.client.port)
            let answer = try await RawConnection.exchange("GET /livez HTTP/1.0\r\n\(wish)\r\n", port: port)
            #expect(answer.hasSuffix(#"{"status":"alive"}"#), "\(answer)")
        }
    }

    @Test func `a client that drips its body loses the connection at the deadline`() async throws {
        try await TinyServer.with(.live, change: { $0.limits.requestDeadline = .milliseconds(300) }) { visitor in
            let port = try #require(visitor.client.port)
            let answer = try await RawConnection.exchange(
                "POST /open311/v2/requests.json HTTP/1.1\r\n\(Self.head)Content-Length: 100\r\n\r\nservice_code=",
                port: port
            )
            #expect(!answer.contains("200"))
            #expect(try await visitor.isEmpty())
        }
    }

    @Test func `a silent client loses the connection`() async throws {
        try await TinyServer.with(.live, change: { $0.limits.idleTimeout = .milliseconds(300) }) { visitor in
            let port = try #require(visitor.client.port)
            #expect(try await RawConnection.exchange("GET /livez HTTP/1.1\r\n", port: port).isEmpty)
        }
    }
}
