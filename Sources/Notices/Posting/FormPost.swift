import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Posts forms to one other system, one after the other over the same connection: nothing is followed elsewhere, waited for
/// longer, or read further than the limits say.
public struct FormPost: Sendable {
    /// What came back.
    public struct Answer: Sendable, Hashable {
        /// The HTTP status.
        public let status: Int
        /// The beginning of the body, for its meaning only: it is another's text.
        public let text: String

        /// Creates an answer.
        public init(status: Int, text: String) {
            (self.status, self.text) = (status, text)
        }
    }

    private let client: HTTPClient
    private let address: String
    private let time: Duration

    /// The most of an answer that is read, in bytes.
    private static let most = 64 << 10

    /// Posts to a whole address while `body` runs; `time` is the most that one form may take, to the last byte of the
    /// answer.
    public static func to<R: Sendable>(
        _ address: String,
        time: Duration,
        _ body: (FormPost) async -> R
    ) async -> R {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = TimeAmount(time)
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result = await body(FormPost(client: client, address: address, time: time))
        // The only failure is a second call, which is harmless.
        try? await client.shutdown()
        return result
    }

    /// Posts an encoded form; nil where no whole answer came in time.
    ///
    /// The client's own deadline ends with the head of the answer: a body that never ends would be waited for for ever.
    public func post(_ form: String) async -> Answer? {
        await withTaskGroup(of: Answer?.self) { [time] group in
            group.addTask { await answer(to: form) }
            group.addTask {
                try? await Task.sleep(for: time)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    private func answer(to form: String) async -> Answer? {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded; charset=utf-8")
        request.headers.add(name: "Accept", value: "*/*")
        request.body = .bytes(Array(form.utf8))
        do {
            let response = try await client.execute(request, deadline: .now() + TimeAmount(time))
            var bytes: [UInt8] = []
            for try await part in response.body {
                bytes += part.readableBytesView
                if bytes.count > Self.most { break }
            }
            return Answer(
                status: Int(response.status.code),
                text: String(decoding: bytes.prefix(Self.most), as: UTF8.self)
            )
        } catch {
            return nil
        }
    }
}
