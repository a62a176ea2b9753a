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
        for _ in 1...5 {
            // Below those that the system gives out; still, another test's proxy may have it, and then this one ends.
            let port = Int.random(in: 20_000..<32_000)
            let process = try start(at: port, server: server)
            defer { process.terminate() }
            let isUp = try await eventually { process.isRunning ? await answers(at: port) : true }
            if isUp, process.isRunning { return try await body(ReverseProxy(port: port)) }
        }
        throw Missing(what: "haproxy's port")
    }

    private static func start(at port: Int, server: Int) throws -> Process {
        guard let path = Tool.path("haproxy") else { throw Missing(what: "haproxy") }
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
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["-db", "-q", "-f", file.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.terminationHandler = { _ in try? FileManager.default.removeItem(at: file) }
        try process.run()
        return process
    }

    /// What the server answers to a client of an address: the status, and the whole.
    func submit(
        _ form: [String: String] = Visitor.pothole,
        from address: String,
        forwardedFor: String? = nil
    ) async throws -> (status: Int, text: String) {
        let headers = forwardedFor.map { ["X-Forwarded-For: \($0)"] } ?? []
        return try await post(form, to: Visitor.requests, from: address, headers: headers)
    }

    /// What the server answers to a form that a client of an address posts.
    func post(
        _ form: [String: String],
        to path: String,
        from address: String,
        headers: [String] = []
    ) async throws -> (status: Int, text: String) {
        let body = Visitor.encoded(form)
        let lines =
            [
                "PROXY TCP\(address.contains(":") ? 6 : 4) \(address) \(address.contains(":") ? "::1" : "127.0.0.1") 4711 80",
                "POST \(path) HTTP/1.1", "Host: city.example", "Connection: close",
                "Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.utf8.count)",
            ] + headers
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
}
