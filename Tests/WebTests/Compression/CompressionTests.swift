import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

@Suite struct CompressionTests {
    private static func bytes(_ visitor: Visitor, _ path: String, _ headers: HTTPFields) async throws -> [UInt8] {
        let answer = try await visitor.client.executeRequest(uri: path, method: .get, headers: headers, body: nil)
        #expect(answer.headers[.contentEncoding] == "gzip")
        #expect(answer.headers[.contentLength] == String(answer.body.readableBytes))
        return unpacked(answer.body) ?? []
    }

    @Test(arguments: ["/", "/map.svg?w=288&h=288", "/open311/v2/services.xml", "/open311/v2/requests.json"])
    func `an answer of text is packed for who takes it, and the same otherwise`(path: String) async throws {
        try await TinyServer.with { visitor in
            for _ in 1...3 { _ = try await visitor.submitted() }
            let plain = try await visitor.get(path, headers: ["Accept": "text/html"])
            #expect(plain.status == 200)
            #expect(plain[header: "Content-Encoding"] == nil)
            #expect(plain[header: "Vary"]?.contains("Accept-Encoding") == true, "\(plain.headers)")
            let fields: HTTPFields = [.accept: "text/html", .acceptEncoding: "br, gzip;q=0.5"]
            #expect(try await Self.bytes(visitor, path, fields) == Array(plain.text.utf8))
        }
    }

    @Test(arguments: [nil, "", "br", "gzip;q=0", "*;q=0", "identity"] as [String?])
    func `who does not take gzip gets none`(accepts: String?) async throws {
        try await TinyServer.with { visitor in
            let answer = try await visitor.get("/", headers: accepts.map { ["Accept-Encoding": $0] } ?? [:])
            #expect(answer[header: "Content-Encoding"] == nil)
            #expect(answer.text.contains("</html>"))
        }
    }

    @Test func `short answers, staff's pages and refused uploads are not packed`() async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor)
            let staff = ["Cookie": browser.cookie, "Accept": "text/html", "Accept-Encoding": "gzip"]
            for path in ["/desk", "/dispatch", "/desk/sign-in", "/livez", "/open311/discovery.json"] {
                let answer = try await visitor.get(path, headers: staff)
                #expect(answer[header: "Content-Encoding"] == nil, "\(path)")
            }
            let head = try await visitor.send(.head, "/", headers: ["Accept-Encoding": "gzip"])
            #expect(head.status == 200)
            #expect(head[header: "Content-Encoding"] == nil)
        }
    }

    @Test func `a packed picture has a tag of its own kind that is known again`() async throws {
        try await TinyServer.with { visitor in
            let fields = ["Accept-Encoding": "gzip"]
            let plain = try #require(try await visitor.get("/map.svg")[header: "ETag"])
            let packed = try #require(try await visitor.get("/map.svg", headers: fields)[header: "ETag"])
            #expect(packed == "W/\(plain)")
            let again = try await visitor.get(
                "/map.svg",
                headers: ["Accept-Encoding": "gzip", "If-None-Match": packed]
            )
            #expect(again.status == 304)
        }
    }

    @Test(arguments: [1 << 12, 1 << 20])
    func `what says already that it depends on the client's encodings says so once`(length: Int) async throws {
        let text = String(repeating: "{\"ward\":1},", count: length / 11)
        let router = Router(context: DispatchContext.self)
        router.add(middleware: Compression())
        for known in ["Accept-Encoding", "cookie, accept-encoding", "Cookie", ""] {
            router.get("\(known.filter(\.isLetter))x") { _, _ in
                let fields: HTTPFields = known.isEmpty ? [:] : [.vary: known]
                var answer = Response(
                    status: .ok,
                    headers: fields,
                    body: ResponseBody(byteBuffer: ByteBuffer(string: text))
                )
                answer.headers[.contentType] = "application/json"
                return answer
            }
        }
        try await Application(router: router).test(.live) { client in
            for (known, said) in [
                ("Accept-Encoding", "Accept-Encoding"), ("cookie, accept-encoding", "cookie, accept-encoding"),
                ("Cookie", "Cookie, Accept-Encoding"), ("", "Accept-Encoding"),
            ] {
                let answer = try await client.executeRequest(
                    uri: "/\(known.filter(\.isLetter))x",
                    method: .get,
                    headers: [.acceptEncoding: "gzip"],
                    body: nil
                )
                #expect(answer.headers[.vary] == said)
                #expect(answer.headers[.contentEncoding] == "gzip")
                #expect(unpacked(answer.body) == Array(text.utf8))
            }
        }
    }

    @Test func `an error page is packed too`() async throws {
        try await TinyServer.with { visitor in
            let fields: HTTPFields = [.accept: "text/html", .acceptEncoding: "gzip"]
            let page = String(decoding: try await Self.bytes(visitor, "/lost", fields), as: UTF8.self)
            #expect(page.contains("There is no such page"))
        }
    }
}
