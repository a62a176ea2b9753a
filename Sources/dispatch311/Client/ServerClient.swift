import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// Calls a Dispatch311 server, keeping connections open between calls.
///
/// A call without an answer, and one whose answer may be another soon (503, or 409 while its twin is under way), is made
/// again with the same idempotency key until its patience ends: the key makes that safe.
final class ServerClient: Sendable {
    /// The address without a slash at its end.
    let base: String

    private let client: HTTPClient
    private let bearer: String?

    /// Prepares calls to an address; nothing is sent yet.
    ///
    /// `close()` it before it goes.
    init(url: String, key: String? = nil, connections: Int = 4) throws(CommandError) {
        base = try Self.checked(url)
        bearer = key.map { "Bearer " + $0 }
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool = HTTPClient.Configuration.ConnectionPool(
            idleTimeout: .seconds(20),
            concurrentHTTP1ConnectionsPerHostSoftLimit: connections
        )
        // Trying again is this type's business, with its own patience.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Runs work with a client that is closed afterwards, whatever happens.
    static func using<Value: Sendable>(
        url: String,
        key: String? = nil,
        connections: Int = 4,
        _ work: (ServerClient) async throws -> Value
    ) async throws -> Value {
        let client = try ServerClient(url: url, key: key, connections: connections)
        do {
            let value = try await work(client)
            await client.close()
            return value
        } catch {
            await client.close()
            throw error
        }
    }

    /// Closes the connections.
    func close() async {
        // The only failure is a second call, which is harmless.
        try? await client.shutdown()
    }

    /// Asks for something.
    func get(_ path: String, patience: Patience = .none) async throws(CommandError) -> ServerAnswer {
        var request = HTTPClientRequest(url: base + path)
        request.headers.add(name: "Accept", value: "application/json")
        return try await answer(to: request, patience: patience)
    }

    /// Sends something under an idempotency key.
    func post(
        _ path: String,
        _ body: [UInt8],
        contentType: String,
        idempotencyKey: String,
        patience: Patience
    ) async throws(CommandError) -> ServerAnswer {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: contentType)
        request.headers.add(name: "Idempotency-Key", value: idempotencyKey)
        request.body = .bytes(body)
        return try await answer(to: request, patience: patience)
    }

    private func answer(
        to request: HTTPClientRequest,
        patience: Patience
    ) async throws(CommandError) -> ServerAnswer {
        var request = request
        if let bearer { request.headers.add(name: "Authorization", value: bearer) }
        let start = ContinuousClock.now
        var silentSince: ContinuousClock.Instant?
        var pause: Duration = .milliseconds(50)
        while true {
            let attempt = ContinuousClock.now
            let failure: CommandError
            let isOver: Bool
            do {
                let response = try await client.execute(request, timeout: .seconds(30))
                let body = try await response.body.collect(upTo: 16 << 20)
                let answer = ServerAnswer(status: Int(response.status.code), headers: response.headers, body: body)
                guard answer.isTransient else { return answer }
                // Without patience the answer itself says best what is the matter.
                if ContinuousClock.now - start + pause > patience.busy { return answer }
                silentSince = nil
                isOver = false
                failure = CommandError(.tryAgain, "\(base): \(answer.statement)")
            } catch {
                failure = CommandError(.unreachable, "\(base): expected an answer, found: \(Self.reason(error))")
                let since = silentSince ?? attempt
                silentSince = since
                isOver = ContinuousClock.now - since + pause > patience.silent
            }
            guard !Task.isCancelled, !isOver else { throw failure }
            // Jitter, so that many callers do not come back in step.
            try? await Task.sleep(for: pause * Double.random(in: 0.5...1))
            pause = min(pause * 2, .seconds(2))
        }
    }

    /// Why there was no answer, in words.
    static func reason(_ error: any Error) -> String {
        switch error {
        case is CancellationError: "the call was given up"
        case let error as HTTPClientError: error.shortDescription
        case let error as NIOConnectionError:
            error.connectionErrors.last.map { reason($0.error) } ?? "no address of \(error.host)"
        case let error as IOError: SystemText.error(error.errnoCode)
        default: kind(of: error)
        }
    }

    /// What kind of failure a library means; its own words tell of its insides and of where it was built.
    private static func kind(of error: any Error) -> String {
        let (type, words) = ("\(type(of: error))", "\(error)")
        guard type.contains("SSL") else {
            let name = words.prefix { $0.isLetter || $0 == "." || $0 == "_" }
            return name.isEmpty ? type : String(name)
        }
        if words.contains("CERTIFICATE") || words.contains("Hostname") { return "a TLS certificate that does not hold" }
        return "the server does not speak TLS here"
    }

    private static func checked(_ url: String) throws(CommandError) -> String {
        var text = url
        while text.hasSuffix("/") { text.removeLast() }
        let rest = text.hasPrefix("http://") ? text.dropFirst(7) : text.hasPrefix("https://") ? text.dropFirst(8) : ""
        guard let first = rest.first, first != "/", !rest.contains(where: { $0 == " " || $0 == "?" || $0 == "#" })
        else {
            throw CommandError(.usage, "--url: expected an address like http://127.0.0.1:8311, found \"\(url)\"")
        }
        return text
    }
}
