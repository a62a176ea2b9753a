import HTTPTypes
import Hummingbird
import NIOCore
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The JSON that a program sent, as it came.
struct JSONBody: Sendable {
    /// Its bytes; none at all are an object without members.
    let bytes: ByteBuffer

    /// A body without a byte.
    init() { bytes = ByteBuffer() }

    /// Reads a body, which must be JSON where there is one.
    init(_ request: Request) async throws {
        // BodyLimit has read it and knows its limit.
        bytes = try await request.body.collect(upTo: .max)
        guard bytes.readableBytes > 0 else { return }
        let type = (request.headers[.contentType] ?? "").lowercased().split(separator: ";").first ?? ""
        guard type.filter({ !$0.isWhitespace }) == "application/json" else {
            throw Refusal(
                .unsupportedMediaType,
                "unsupported_media_type",
                "Content-Type: expected application/json, found " + (type.isEmpty ? "none" : "another")
            )
        }
    }

    /// Its values; all problems are told at once.
    func decoded<Body: DecodableWithConfiguration>(_ cipher: ServiceRequest.IDCipher) throws(Refusal) -> Body
    where Body.DecodingConfiguration == FaultLog {
        let faults = FaultLog(cipher: cipher)
        let data = bytes.readableBytes > 0 ? Data(bytes.readableBytesView) : Data("{}".utf8)
        let decoded = try? JSONDecoder().decode(Body.self, from: data, configuration: faults)
        let found = faults.all
        guard found.isEmpty, let decoded else {
            throw .badRequest(
                "expected a body of the shape this call takes",
                details: found.isEmpty ? ["expected a JSON object, found bytes that are none"] : found
            )
        }
        return decoded
    }
}
