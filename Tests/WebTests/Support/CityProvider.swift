import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JWTKit
import NIOCore
import OpenIDConnect
import Synchronization

/// A provider of OpenID Connect of a test's own, on loopback: it keeps the rules a strict one keeps, PKCE among them, and
/// fails where a test wants it to.
///
/// The browser tests go to a provider that is not ours.
final class CityProvider: Sendable {
    /// What it does wrong.
    enum Fault: String, Sendable, CaseIterable {
        case none
        /// Never comes to the end of an answer, a blank at a time.
        case slow
        case huge
        case notJSON
        case anotherType
        case error500
        case redirect
    }

    static let clientID = "dispatch 311"
    static let secret = "se:cr+t"

    private struct Grant: Sendable {
        let challenge: String
        let nonce: String
        let redirect: String
        let subject: String
    }

    private struct State: Sendable {
        var port = 0
        var codes: [String: Grant] = [:]
        var faults: [String: Fault] = [:]
        var calls: [String: Int] = [:]
        var key = P256.Signing.PrivateKey()
        var keyName = "k1"
    }

    private struct Claims: JWTPayload {
        let iss, sub, aud, nonce: String
        let exp, iat: Int
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private let state = Mutex(State())

    var issuer: String { "http://localhost:\(state.withLock { $0.port })" }

    /// Runs a test beside it.
    static func with<R: Sendable>(_ body: @Sendable (CityProvider) async throws -> R) async throws -> R {
        let provider = CityProvider()
        let application = Application(
            router: provider.router(),
            configuration: ApplicationConfiguration(address: .hostname("localhost", port: 0))
        )
        return try await application.test(.live) { client in
            guard let port = client.port else { throw Missing(what: "the provider's port") }
            provider.state.withLock { $0.port = port }
            return try await body(provider)
        }
    }

    /// What a server is told of it.
    func settings(
        secret: String? = CityProvider.secret,
        change: (inout ProviderLimits) -> Void = { _ in }
    ) throws -> ProviderSettings {
        guard let issuer = ProviderAddress(issuer: issuer) else { throw Missing(what: "an issuer") }
        var limits = ProviderLimits()
        change(&limits)
        return ProviderSettings(
            issuer: issuer,
            clientID: Self.clientID,
            clientSecret: secret,
            name: "City sign-in",
            limits: limits
        )
    }

    /// Makes it fail at `discovery`, `keys` or `token`.
    func fail(_ part: String, _ fault: Fault) { state.withLock { $0.faults[part] = fault } }

    /// How often it was asked for something.
    func calls(_ part: String) -> Int { state.withLock { $0.calls[part] ?? 0 } }

    /// Takes another key, under another name.
    func rollKey() {
        state.withLock {
            $0.key = P256.Signing.PrivateKey()
            $0.keyName = "k2"
        }
    }

    /// Signs somebody in who was sent to an address of it; the query that the browser comes back with.
    func authorize(_ address: String, as subject: String) throws -> String {
        guard let parts = URLComponents(string: address) else { throw Missing(what: "an address") }
        let query = Dictionary(
            (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") },
            uniquingKeysWith: { first, _ in first }
        )
        guard query["response_type"] == "code", query["scope"] == "openid", query["client_id"] == Self.clientID,
            query["code_challenge_method"] == "S256", let challenge = query["code_challenge"],
            let nonce = query["nonce"], let redirect = query["redirect_uri"], let sent = query["state"]
        else { throw Missing(what: "a parameter of \(address)") }
        let code = UUID().uuidString
        let grant = Grant(challenge: challenge, nonce: nonce, redirect: redirect, subject: subject)
        state.withLock { $0.codes[code] = grant }
        return "code=\(code)&state=\(sent)"
    }

    // MARK: - Its addresses

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get(".well-known/openid-configuration") { _, _ in
            self.answer("discovery") {
                """
                {"issuer": "\(self.issuer)", "authorization_endpoint": "\(self.issuer)/authorize",
                 "token_endpoint": "\(self.issuer)/token", "jwks_uri": "\(self.issuer)/keys"}
                """
            }
        }
        router.get("keys") { _, _ in self.answer("keys") { self.keys } }
        router.post("token") { request, _ in
            let form = String(buffer: try await request.body.collect(upTo: 1 << 16))
            let credentials = request.headers[.authorization]
            guard let token = try await self.token(form, credentials) else {
                return Self.json(#"{"error": "invalid_grant", "error_description": "<script>x</script>"}"#, .badRequest)
            }
            return self.answer("token") { #"{"token_type": "Bearer", "access_token": "a", "id_token": "\#(token)"}"# }
        }
        return router
    }

    private func token(_ form: String, _ credentials: String?) async throws -> String? {
        var parts = URLComponents()
        parts.percentEncodedQuery = form
        let query = Dictionary(
            (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") },
            uniquingKeysWith: { first, _ in first }
        )
        let basic = "dispatch%20311:se%3Acr%2Bt"
        let isKnown =
            credentials == "Basic \(Data(basic.utf8).base64EncodedString())"
            || (credentials == nil && query["client_id"] == Self.clientID)
        // A code is good once.
        let grant = state.withLock { $0.codes.removeValue(forKey: query["code"] ?? "") }
        let digest = Data(SHA256.hash(data: Array((query["code_verifier"] ?? "").utf8))).base64EncodedString()
        let challenge = digest.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        guard let grant, isKnown, query["grant_type"] == "authorization_code", grant.challenge == challenge,
            grant.redirect == query["redirect_uri"]
        else { return nil }
        let (key, name) = state.withLock { ($0.key, $0.keyName) }
        let now = Int(Date().timeIntervalSince1970)
        let claims = Claims(
            iss: issuer,
            sub: grant.subject,
            aud: Self.clientID,
            nonce: grant.nonce,
            exp: now + 60,
            iat: now
        )
        let keys = await JWTKeyCollection().add(ecdsa: try ES256PrivateKey(backing: key))
        return try await keys.sign(claims, header: ["kid": .string(name)])
    }

    private var keys: String {
        let (point, name) = state.withLock { ($0.key.publicKey.rawRepresentation, $0.keyName) }
        func text(_ bytes: Data) -> String {
            bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        }
        return """
            {"keys": [{"kty": "EC", "crv": "P-256", "kid": "\(name)", "use": "sig", "alg": "ES256",
                       "x": "\(text(point.prefix(32)))", "y": "\(text(point.suffix(32)))"}]}
            """
    }

    private func answer(_ part: String, _ body: () -> String) -> Response {
        let fault = state.withLock { state in
            state.calls[part, default: 0] += 1
            return state.faults[part] ?? .none
        }
        switch fault {
        case .none: return Self.json(body())
        case .slow:
            return Response(
                status: .ok,
                headers: [.contentType: "application/json"],
                body: ResponseBody { writer in
                    // Until whoever reads it hangs up.
                    for _ in 1...2000 {
                        try await writer.write(ByteBuffer(string: " "))
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    try await writer.finish(nil)
                }
            )
        case .huge: return Self.json(body() + String(repeating: " ", count: 1 << 20))
        case .notJSON: return Self.json("<html>")
        case .anotherType:
            return Response(
                status: .ok,
                headers: [.contentType: "text/html"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: body()))
            )
        case .error500: return Self.json("{}", .internalServerError)
        case .redirect: return Response(status: .found, headers: [.location: "\(issuer)/elsewhere"])
        }
    }

    private static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
