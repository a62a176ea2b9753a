#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a provider says of itself at `/.well-known/openid-configuration` (OpenID Connect Discovery 1.0), once checked.
struct ProviderDocument: Sendable, Hashable {
    /// Where browsers are sent.
    let authorization: ProviderAddress
    /// Where codes are exchanged.
    let token: ProviderAddress
    /// Where its keys are.
    let keys: ProviderAddress
    /// Whether its answers to browsers always name it (RFC 9207).
    let namesItself: Bool

    private struct Wire: Decodable {
        let issuer: String
        let authorization_endpoint: String
        let token_endpoint: String
        let jwks_uri: String
        let code_challenge_methods_supported: [String]?
        let token_endpoint_auth_methods_supported: [String]?
        let authorization_response_iss_parameter_supported: Bool?
    }

    /// Reads and checks one.
    ///
    /// The issuer in it must be the one asked, letter by letter (4.3): otherwise one provider could speak for another. Of a
    /// provider elsewhere no address may be on this machine, nor be plain http.
    init(_ bytes: [UInt8], of settings: ProviderSettings) throws(OpenIDError) {
        let wire: Wire
        do {
            wire = try JSONDecoder().decode(Wire.self, from: Data(bytes))
        } catch {
            throw .unusable(.discovery, "expected a provider’s document with its addresses, found something else")
        }
        guard wire.issuer == settings.issuer.text else {
            throw .unusable(
                .discovery,
                "expected the issuer \(settings.issuer.text), found another; write it the same way"
            )
        }
        func address(_ text: String, _ field: String) throws(OpenIDError) -> ProviderAddress {
            guard let address = ProviderAddress(text), settings.issuer.isLoopback || !address.isLoopback else {
                throw .unusable(.discovery, "\(field): expected an address with https, found something else")
            }
            return address
        }
        authorization = try address(wire.authorization_endpoint, "authorization_endpoint")
        token = try address(wire.token_endpoint, "token_endpoint")
        keys = try address(wire.jwks_uri, "jwks_uri")
        if let methods = wire.code_challenge_methods_supported, !methods.contains("S256") {
            throw .unusable(.discovery, "expected PKCE with S256, found a provider without it")
        }
        // Where it says nothing, client_secret_basic is what it takes.
        if settings.clientSecret != nil, let methods = wire.token_endpoint_auth_methods_supported,
            !methods.contains("client_secret_basic")
        {
            throw .unusable(.discovery, "expected a provider that takes client_secret_basic, found one without it")
        }
        namesItself = wire.authorization_response_iss_parameter_supported ?? false
    }

    /// Where an issuer's document is.
    static func address(of issuer: ProviderAddress) -> String {
        (issuer.text.hasSuffix("/") ? String(issuer.text.dropLast()) : issuer.text)
            + "/.well-known/openid-configuration"
    }
}
