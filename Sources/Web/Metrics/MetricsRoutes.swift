import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import OpenMetrics

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `/metrics`, for whoever shows the key it was started with.
///
/// A server behind a proxy cannot tell its own machine from the world by the address, so without a key nobody reads it.
struct MetricsRoutes: Sendable {
    let source: MetricsSource
    /// SHA-256 of the key; nil where none was given.
    private let keyHash: [UInt8]?

    init(source: MetricsSource, key: String?) {
        self.source = source
        keyHash = key.map { Array(SHA256.hash(data: Array($0.utf8))) }
    }

    func add(to router: Router<DispatchContext>) {
        router.resource("metrics", [.get: { request, _ in try await metrics(request) }])
    }

    private func metrics(_ request: Request) async throws -> Response {
        guard let keyHash else {
            throw Refusal.notFound("expected a server started with --metrics-key-file, found one without")
        }
        guard let key = request.headers.bearer,
            // Hashes of one length, compared in a time that tells nothing.
            SHA256.hash(data: Array(key.utf8)) == keyHash
        else {
            throw Refusal(
                .unauthorized,
                "unauthorized",
                "expected the server's metrics key as Authorization: Bearer, found another or none",
                headers: [.wwwAuthenticate: "Bearer"]
            )
        }
        let format = MetricsFormat(accept: request.headers[.accept])
        let text = MetricsText.of(await source.families(), as: format)
        return Response(
            status: .ok,
            headers: [.contentType: format.contentType, .vary: "Accept"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
