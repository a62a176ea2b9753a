import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The calls to a provider: nothing is followed elsewhere, waited for longer, or read further than the limits say.
///
/// Each has a connection of its own: people sign in once a day.
struct ProviderCalls: Sendable {
    let limits: ProviderLimits

    /// An answer that came whole.
    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
    }

    /// Reads a document of the provider's.
    func get(_ address: String, _ part: OpenIDError.Part) async throws(OpenIDError) -> [UInt8] {
        let answer = try await answer(to: HTTPClientRequest(url: address), part)
        guard answer.status == 200 else {
            throw .unusable(part, "expected 200, found \(answer.status)")
        }
        return answer.body
    }

    /// Sends a form; `credentials` go into the Authorization header.
    func post(
        _ form: [(name: String, value: String)],
        to address: String,
        credentials: String?,
        _ part: OpenIDError.Part
    ) async throws(OpenIDError) -> Answer {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        if let credentials { request.headers.add(name: "Authorization", value: credentials) }
        request.body = .bytes(Array(FormText.encoded(form).utf8))
        return try await answer(to: request, part)
    }

    private func answer(
        to request: HTTPClientRequest,
        _ part: OpenIDError.Part
    ) async throws(OpenIDError) -> Answer {
        var request = request
        request.headers.add(name: "Accept", value: "application/json")
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = TimeAmount(limits.answerTime)
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<Answer, OpenIDError> = await Self.result(
            of: request,
            with: client,
            limits,
            part
        )
        // The only failure is a second call, which is harmless.
        try? await client.shutdown()
        return try result.get()
    }

    private static func result(
        of request: HTTPClientRequest,
        with client: HTTPClient,
        _ limits: ProviderLimits,
        _ part: OpenIDError.Part
    ) async -> Result<Answer, OpenIDError> {
        do {
            // The deadline counts to the last byte of the body.
            let response = try await client.execute(request, deadline: .now() + TimeAmount(limits.answerTime))
            let type = response.headers.first(name: "Content-Type")?.lowercased() ?? ""
            guard type.contains("json") else {
                return .failure(.unusable(part, "expected JSON, found another type with \(response.status.code)"))
            }
            let body: ByteBuffer
            do {
                body = try await response.body.collect(upTo: limits.maximumAnswer)
            } catch is NIOTooManyBytesError {
                return .failure(.unusable(part, "expected at most \(limits.maximumAnswer) bytes, found more"))
            }
            return .success(Answer(status: Int(response.status.code), body: Array(body.readableBytesView)))
        } catch {
            return .failure(.unreachable(part))
        }
    }
}
