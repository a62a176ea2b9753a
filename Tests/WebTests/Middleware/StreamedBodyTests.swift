import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import ServiceLifecycle
import Testing

@testable import Web

@Suite struct StreamedBodyTests {
    /// How a handler treats the body it gets.
    private enum Reading {
        case all
        case none
    }

    /// A server with nothing but the middleware around bodies and a handler that says how many bytes came in how many
    /// parts.
    private static func with(
        _ reading: Reading,
        limits: WebLimits,
        _ body: @Sendable @escaping (Int) async throws -> Void
    ) async throws {
        let deadlines = RequestDeadlines(limit: limits.requestDeadline)
        let router = Router(context: DispatchContext.self)
        let pages = try Pages(assets: Assets(leaflet: nil))
        router.add(middleware: ErrorResponses(linger: limits.linger, pages: pages, cities: Cities([])))
        router.add(middleware: RequestDeadline(deadlines: deadlines, limits: limits))
        router.add(middleware: BodyLimit(limits: limits, deadlines: deadlines))
        router.post("api/v1/items/{item}/photos") { request, _ in
            var (bytes, parts) = (0, 0)
            guard reading == .all else { return Response.text("unread") }
            for try await part in request.body {
                bytes += part.readableBytes
                parts += 1
            }
            return Response.text("\(bytes) bytes, \(parts > 1 ? "in parts" : "whole")")
        }
        let application = Application(router: router, services: [deadlines], logger: TinyServer.logger)
        try await application.test(.live) { client in try await body(try #require(client.port)) }
    }

    private static var limits: WebLimits {
        var limits = WebLimits(maximumBody: 1000, maximumUpload: 5 << 20)
        limits.linger = .milliseconds(200)
        return limits
    }

    private static func head(_ rest: String) -> String {
        "POST /api/v1/items/1/photos HTTP/1.1\r\nHost: localhost\r\n\(rest)\r\n\r\n"
    }

    private static let last = "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    @Test func `a body beyond the usual limit comes in parts, and the connection serves on`() async throws {
        try await Self.with(.all, limits: Self.limits) { port in
            let body = String(repeating: "x", count: 3 << 20)
            let answer = try await RawConnection.exchange(
                Self.head("Content-Length: \(body.utf8.count)") + body + Self.last,
                port: port
            )
            #expect(answer.contains("\(body.utf8.count) bytes, in parts"))
            #expect(!answer.prefix(400).lowercased().contains("connection: close"))
            #expect(answer.contains("HTTP/1.1 404"), "the second request has its answer")
        }
    }

    @Test func `a body announced beyond its limit is refused unread`() async throws {
        try await Self.with(.all, limits: Self.limits) { port in
            let answer = try await RawConnection.exchange(Self.head("Content-Length: \(6 << 20)") + "x", port: port)
            #expect(answer.hasPrefix("HTTP/1.1 413"))
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test func `a body of unknown length is refused at its limit`() async throws {
        try await Self.with(.all, limits: Self.limits) { port in
            let chunk = "100000\r\n\(String(repeating: "x", count: 1 << 20))\r\n"
            let answer = try await RawConnection.exchange(
                Self.head("Transfer-Encoding: chunked") + String(repeating: chunk, count: 6),
                port: port
            )
            #expect(answer.hasPrefix("HTTP/1.1 413"))
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test func `an answer to a body that nobody has read is the connection's last`() async throws {
        try await Self.with(.none, limits: Self.limits) { port in
            let answer = try await RawConnection.exchange(
                Self.head("Content-Length: 1000000") + String(repeating: "x", count: 2000),
                port: port
            )
            #expect(answer.hasPrefix("HTTP/1.1 200"))
            #expect(answer.lowercased().contains("connection: close"))
            #expect(answer.contains("unread"))
        }
    }

    @Test func `an upload may take longer than other requests, up to a deadline of its own`() async throws {
        var limits = Self.limits
        limits.requestDeadline = .milliseconds(50)
        limits.uploadDeadline = .seconds(20)
        try await Self.with(.all, limits: limits) { port in
            let channel = try await RawConnection.open(port: port)
            try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: Self.head("Content-Length: 2")))
                try await outbound.write(ByteBuffer(string: "x"))
                // Several looks of the sweeper, which comes by every quarter of the short deadline.
                try await Task.sleep(for: .milliseconds(300))
                try await outbound.write(ByteBuffer(string: "y"))
                var answer = ""
                for try await part in inbound {
                    answer += String(buffer: part)
                    if answer.contains("bytes") { break }
                }
                #expect(answer.contains("2 bytes"))
            }
        }
        limits.uploadDeadline = .milliseconds(200)
        try await Self.with(.all, limits: limits) { port in
            let answer = try await RawConnection.exchange(Self.head("Content-Length: 2") + "x", port: port)
            #expect(!answer.contains("200"))
        }
    }

    @Test(arguments: [
        ("POST", "/report/details", "multipart/form-data; boundary=x", true),
        ("POST", "/report/details", "Multipart/Form-Data;boundary=x", true),
        ("POST", "/report/details", "application/x-www-form-urlencoded", false),
        ("POST", "/report/details/x", "multipart/form-data", false),
        ("POST", "/report/check", "multipart/form-data", false),
        ("GET", "/report/details", "multipart/form-data", false),
        ("POST", "/desk/items/7/photos", "multipart/form-data", true),
        ("POST", "/desk/items/7/note", "multipart/form-data", false),
        ("POST", "/api/v1/items/7/photos", "image/jpeg", true),
        ("POST", "/api/v1/items/7/note", "application/json", false),
        ("POST", "/open311/v2/requests.json", "multipart/form-data", true),
        ("POST", "/open311/test/v2/requests.xml", "multipart/form-data", true),
        ("GET", "/open311/v2/requests.json", "multipart/form-data", false),
        ("POST", "/open311/v2/requests.json", "application/x-www-form-urlencoded", false),
        ("POST", "/open311/v2/services.json", "multipart/form-data", false),
        ("POST", "/open311/other/v2/requests.json", "multipart/form-data", false),
    ])
    func `only what carries photos is read as it comes`(
        method: String,
        path: String,
        type: String,
        isStreamed: Bool
    ) throws {
        let head = HTTPRequest(
            method: try #require(HTTPRequest.Method(method)),
            scheme: nil,
            authority: nil,
            path: path,
            headerFields: [.contentType: type]
        )
        let limits = WebLimits()
        let limit = StreamedPaths.limit(for: Request(head: head, body: RequestBody(buffer: ByteBuffer())), limits)
        #expect(limit.isStreamed == isStreamed)
        #expect(limit.bytes == (isStreamed ? limits.maximumUpload : limits.maximumBody))
        #expect(limit.deadline == (isStreamed ? limits.uploadDeadline : limits.requestDeadline))
    }
}
