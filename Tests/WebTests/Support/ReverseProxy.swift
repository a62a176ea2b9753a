import Foundation
import NIOCore
import NIOPosix
import TestSupport

/// A real reverse proxy in front of a test's server (Debian's haproxy), which is told by the PROXY protocol where its clients
/// come from, as one behind a load balancer is: so a test's client has any address it likes.
struct ReverseProxy: Sendable {
    static let isInstalled = Tool.path("haproxy") != nil
    static let absence = "haproxy is not installed, so no address was counted behind it"

    /// Where it listens, on loopback.
    let port: Int

    /// Runs a test with one in front of a server.
    static func with<R: Sendable>(
        server: Int,
        _ body: @Sendable (ReverseProxy) async throws -> R
    ) async throws -> R {
        guard let path = Tool.path("haproxy") else { throw Missing(what: "haproxy") }
        let port = try await freePort()
        let file = FileManager.default.temporaryDirectory.appending(path: "haproxy-\(UUID().uuidString).cfg")
        let text = """
            defaults
                mode http
                timeout connect 10s
                timeout client 60s
                timeout server 60s
                option forwardfor
            frontend front
                bind 127.0.0.1:\(port) accept-proxy
                default_backend back
            backend back
                server own 127.0.0.1:\(server)

            """
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["-db", "-q", "-f", file.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer { process.terminate() }
        let isUp = try await eventually { await answers(at: port) }
        guard isUp else { throw Missing(what: "haproxy's port") }
        return try await body(ReverseProxy(port: port))
    }

    /// What the server answers to a client of an address: the status, and the whole.
    func submit(
        _ form: [String: String] = Visitor.pothole,
        from address: String,
        forwardedFor: String? = nil
    ) async throws -> (status: Int, text: String) {
        let body = Visitor.encoded(form)
        let lines =
            [
                "PROXY TCP\(address.contains(":") ? 6 : 4) \(address) \(address.contains(":") ? "::1" : "127.0.0.1") 4711 80",
                "POST \(Visitor.requests) HTTP/1.1", "Host: city.example", "Connection: close",
                "Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.utf8.count)",
            ] + (forwardedFor.map { ["X-Forwarded-For: \($0)"] } ?? [])
        let text = try await RawConnection.exchange(
            lines.joined(separator: "\r\n") + "\r\n\r\n" + body,
            port: port
        )
        guard let status = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Missing(what: "an answer; found “\(text)”")
        }
        return (status, text)
    }

    private static func answers(at port: Int) async -> Bool {
        do {
            // Closed again at once: nothing but the connection is asked for.
            try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port).get().close().get()
            return true
        } catch {
            return false
        }
    }

    private static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        defer { channel.close(promise: nil) }
        guard let port = channel.localAddress?.port else { throw Missing(what: "a free port") }
        return port
    }
}
