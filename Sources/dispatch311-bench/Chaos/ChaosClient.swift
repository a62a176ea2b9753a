import AsyncHTTPClient
import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Sends one call at a time and says what became of it; it never sends anything again by itself.
final class ChaosClient: Sendable {
    /// What came back.
    struct Answer: Sendable {
        /// 0 where no whole answer came.
        let status: Int
        let body: String
        let isReplay: Bool
        let hasRetryAfter: Bool

        /// Whether the same call may be answered otherwise soon: nothing came, the server is not ready, a twin is under way.
        var isOpen: Bool { [0, 409, 429, 503].contains(status) }

        /// A few words for a ledger.
        var excerpt: String { "\(status) \(body.prefix(200))" }
    }

    private let client: HTTPClient
    private let timeout: TimeAmount

    init(connections: Int, timeout: TimeAmount = .seconds(20)) {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(2)
        // Of a body as well, whose end may never come.
        configuration.timeout.read = timeout
        configuration.connectionPool.idleTimeout = .seconds(20)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.timeout = timeout
    }

    func close() async { try? await client.shutdown() }

    /// Asks for something.
    func get(_ url: String) async -> Answer { await send(HTTPClientRequest(url: url)) }

    /// Submits a form, or speaks for a department where it has a bearer.
    func post(_ url: String, _ body: String, key: String, bearer: String? = nil) async -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        let type = bearer == nil ? "application/x-www-form-urlencoded" : "application/json"
        request.headers.add(name: "Content-Type", value: type)
        request.headers.add(name: "Idempotency-Key", value: key)
        if let bearer { request.headers.add(name: "Authorization", value: "Bearer \(bearer)") }
        request.body = .bytes(ByteBuffer(string: body))
        return await send(request)
    }

    private func send(_ request: HTTPClientRequest) async -> Answer {
        do {
            let response = try await client.execute(request, timeout: timeout)
            let body = try await response.body.collect(upTo: 4 << 20)
            return Answer(
                status: Int(response.status.code),
                body: String(buffer: body),
                isReplay: response.headers.first(name: "Idempotent-Replayed") == "true",
                hasRetryAfter: response.headers.contains(name: "Retry-After")
            )
        } catch {
            return Answer(status: 0, body: "\(error)", isReplay: false, hasRetryAfter: false)
        }
    }
}
