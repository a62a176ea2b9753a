import Crypto
import CryptoExtras
import Foundation
import JWTKit

@testable import OpenIDConnect

/// A provider's keys, and tokens that are really signed with them.
struct TokenHouse: Sendable {
    /// With what a token is signed.
    enum Pen: String, Sendable, CaseIterable {
        case rs256 = "RS256"
        case ps256 = "PS256"
        case es256 = "ES256"
        case rs512 = "RS512"
        /// With the provider's public key as the shared secret.
        case hs256 = "HS256"
        case none = "none"
        /// With the algorithm and the name of a key of the provider's, and somebody else's key.
        case strangers = "RS256 of another"
    }

    let rsa: JWTKit.Insecure.RSA.PrivateKey
    let foreign: JWTKit.Insecure.RSA.PrivateKey
    let ec: ES256PrivateKey

    init() throws {
        rsa = try JWTKit.Insecure.RSA.PrivateKey(backing: _RSA.Signing.PrivateKey(keySize: .bits2048))
        foreign = try JWTKit.Insecure.RSA.PrivateKey(backing: _RSA.Signing.PrivateKey(keySize: .bits2048))
        ec = ES256PrivateKey()
    }

    /// What the provider publishes: two keys of ours, and three that are of no use here.
    var published: [UInt8] {
        get throws {
            let numbers = try rsa.publicKey.getKeyPrimitives()
            let (n, e) = (SignInAttempt.text(numbers.modulus), SignInAttempt.text(numbers.publicExponent))
            let point = try P256.Signing.PublicKey(pemRepresentation: ec.publicKey.pemRepresentation).rawRepresentation
            let (x, y) = (SignInAttempt.text(point.prefix(32)), SignInAttempt.text(point.suffix(32)))
            return Array(
                """
                {"keys": [
                  {"kty": "oct", "kid": "secret", "k": "c2VjcmV0"},
                  {"kty": "EC", "kid": "odd", "crv": "secp256k1", "x": "AA", "y": "AA", "alg": "ES256K"},
                  {"kty": "RSA", "kid": "r1", "use": "enc", "n": "\(n)", "e": "\(e)"},
                  {"kty": "RSA", "kid": "r1", "use": "sig", "n": "\(n)", "e": "\(e)"},
                  {"kty": "EC", "kid": "e1", "crv": "P-256", "x": "\(x)", "y": "\(y)"}
                ]}
                """.utf8
            )
        }
    }

    /// Signs claims; `key` is the name the token says its key has.
    func token(_ claims: IDTokenClaims, _ pen: Pen = .rs256, key: String? = nil) async throws -> String {
        let keys = JWTKeyCollection()
        switch pen {
        case .rs256: await keys.add(rsa: rsa, digestAlgorithm: .sha256)
        case .ps256: await keys.add(pss: rsa, digestAlgorithm: .sha256)
        case .es256: await keys.add(ecdsa: ec)
        case .rs512: await keys.add(rsa: rsa, digestAlgorithm: .sha512)
        case .hs256:
            let secret = Data(rsa.publicKey.pemRepresentation.utf8)
            await keys.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
        case .strangers: await keys.add(rsa: foreign, digestAlgorithm: .sha256)
        case .none:
            let header = SignInAttempt.text(Array(#"{"alg":"none"}"#.utf8))
            return "\(header).\(SignInAttempt.text(try JSONEncoder().encode(claims)))."
        }
        var header = JWTHeader()
        if let key { header.kid = key }
        return try await keys.sign(claims, header: header)
    }
}
