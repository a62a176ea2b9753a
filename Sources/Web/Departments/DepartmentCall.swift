import Crypto
import HTTPTypes
import Hummingbird
import Postgres
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A POST of a department's system: its body, and the key that makes sending it again harmless.
struct DepartmentCall: Sendable {
    let city: City
    private var role: ActingRole
    private let key: Submission.Key?
    private let body: JSONBody

    /// Reads the body, which must be JSON where there is one.
    init(_ request: Request, caller: Caller) async throws {
        city = caller.city
        role = caller.role
        let body = try await JSONBody(request)
        self.body = body
        key = try Self.key(request, caller, Array(body.bytes.readableBytesView))
    }

    /// A call whose body is no JSON, and was read as it came; `digest` is its hash.
    init(_ request: Request, caller: Caller, digest: SHA256Digest) throws {
        city = caller.city
        role = caller.role
        body = JSONBody()
        key = try Self.key(
            request,
            caller,
            Array(request.uri.query.map { "?\($0)\0" }?.utf8 ?? "".utf8) + Array(digest)
        )
    }

    private static func key(_ request: Request, _ caller: Caller, _ bytes: [UInt8]) throws -> Submission.Key? {
        try IdempotencyKey(request.headers).map { given in
            var hash = SHA256()
            hash.update(data: Array("\(request.method.rawValue) \(request.uri.path)\0".utf8))
            hash.update(data: bytes)
            return Submission.Key(client: caller.holder.client, key: given.text, fingerprint: Array(hash.finalize()))
        }
    }

    /// The body's values; no body is an object without members.
    ///
    /// All problems are told at once.
    func decoded<Body: DecodableWithConfiguration>() throws(Refusal) -> Body
    where Body.DecodingConfiguration == FaultLog {
        try body.decoded(city.row.cipher)
    }

    /// The same call for work that is done in the database as another than the caller.
    func acting(as role: ActingRole) -> DepartmentCall {
        var call = self
        call.role = role
        return call
    }

    /// Whether it came with a key.
    var isKeyed: Bool { key != nil }

    /// What its key was answered before; nil where it is new, or there is none.
    func replay() async throws -> Response? {
        guard let key, let earlier = try await city.calls.earlier(key, as: role) else { return nil }
        return try response(to: earlier)
    }

    /// Does the work, once for every key: a repetition is given the first answer, byte for byte.
    ///
    /// Nil when there was nothing to do; such a call keeps no key, so the same one may find something later.
    func once(_ work: IdempotentCalls.Work) async throws -> Response? {
        try response(to: try await city.calls.once(key, as: role, work))
    }

    /// The same for work whose answer is not what is kept: gives the text that is, and whether an earlier call left it.
    func kept(_ work: IdempotentCalls.Work) async throws -> (text: String?, isReplayed: Bool) {
        try Self.kept(try await city.calls.once(key, as: role, work))
    }

    private static func kept(_ result: IdempotentCalls.Result) throws(Refusal) -> (text: String?, isReplayed: Bool) {
        switch result {
        case .done(let answer): (answer, false)
        case .replayed(let answer): (answer, true)
        case .keyUsedOtherwise: throw Refusal.keyUsedOtherwise
        case .inFlight: throw Refusal.twinInFlight
        }
    }

    private func response(to result: IdempotentCalls.Result) throws(Refusal) -> Response? {
        let kept = try Self.kept(result)
        guard let answer = kept.text else { return nil }
        var response = Response.json(bytes: answer.utf8)
        if kept.isReplayed { response.headers[.idempotentReplayed] = "true" }
        return response
    }

    /// The same for work that always has an answer.
    func once(
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> String
    ) async throws -> Response {
        let response = try await once { (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            try work(connection)
        }
        guard let response else { throw Refusal.internalFault }
        return response
    }
}
