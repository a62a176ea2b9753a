import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A POST of a department's system: its body, and the key that makes sending it again harmless.
struct DepartmentCall: Sendable {
    /// How often a twin looks whether the first has its answer.
    private static let pollInterval: Duration = .milliseconds(100)

    private let city: City
    private let key: Submission.Key?
    private let body: ByteBuffer
    private let twinWait: Duration

    /// Reads the body, which must be JSON where there is one.
    init(_ request: Request, caller: Caller, twinWait: Duration) async throws {
        city = caller.city
        self.twinWait = twinWait
        // BodyLimit has read it and knows its limit.
        let body = try await request.body.collect(upTo: .max)
        self.body = body
        if body.readableBytes > 0 {
            let type = (request.headers[.contentType] ?? "").lowercased().split(separator: ";").first ?? ""
            guard type.filter({ !$0.isWhitespace }) == "application/json" else {
                throw Refusal(
                    .unsupportedMediaType,
                    "unsupported_media_type",
                    "Content-Type: expected application/json, found " + (type.isEmpty ? "none" : "another")
                )
            }
        }
        key = try IdempotencyKey(request.headers).map { given in
            var hash = SHA256()
            hash.update(data: Array("\(request.method.rawValue) \(request.uri.path)\0".utf8))
            hash.update(data: Array(body.readableBytesView))
            return Submission.Key(client: caller.holder.prefix, key: given.text, fingerprint: Array(hash.finalize()))
        }
    }

    /// The body's values; no body is an object without members.
    ///
    /// All problems are told at once.
    func decoded<Body: DecodableWithConfiguration>() throws(Refusal) -> Body
    where Body.DecodingConfiguration == FaultLog {
        let faults = FaultLog(cipher: city.row.cipher)
        let data = body.readableBytes > 0 ? Data(body.readableBytesView) : Data("{}".utf8)
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

    /// Does the work, once for every key: a repetition is given the first answer, byte for byte.
    ///
    /// A call that failed gives its key back. When this process dies between the work and the keeping of its answer,
    /// the key stays without one and its repetitions answer 409; leases bring the items back.
    func once(_ work: () async throws -> [UInt8]) async throws -> Response {
        guard let key else { return .json(bytes: try await work()) }
        let end = ContinuousClock.now + twinWait
        while true {
            switch try await city.calls.begin(key) {
            case .first:
                return try await first(key, work)
            case .replayed(let status, let answer):
                var response = Response.json(bytes: answer.utf8, status: HTTPResponse.Status(code: status))
                response.headers[.idempotentReplayed] = "true"
                return response
            case .keyUsedOtherwise:
                throw Refusal.keyUsedOtherwise
            case .inFlight:
                guard ContinuousClock.now < end else { throw Refusal.twinInFlight }
                try await Task.sleep(for: Self.pollInterval)
            }
        }
    }

    private func first(_ key: Submission.Key, _ work: () async throws -> [UInt8]) async throws -> Response {
        let answer: [UInt8]
        do {
            answer = try await work()
        } catch {
            // The client is told why; a key that cannot be given back only costs it a 409.
            try? await city.calls.forget(key)
            throw error
        }
        try await city.calls.keep(key, status: 200, answer: String(decoding: answer, as: UTF8.self))
        return .json(bytes: answer)
    }
}
