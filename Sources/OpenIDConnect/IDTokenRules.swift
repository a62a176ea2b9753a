import JWTKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What an ID token must be for one sign-in (OpenID Connect Core 1.0, 3.1.3.7).
struct IDTokenRules: Sendable {
    /// How long ago a token may have been made: a sign-in that has just come back was answered just now.
    static let oldest: Duration = .seconds(600)

    let issuer: String
    let clientID: String
    let nonce: String
    let leeway: Duration

    /// Looks whether one of the keys signed a token, and whether it says what it must; gives its subject.
    func subject(of token: String, keys: KeySet, now: Date) async throws(IDTokenFault) -> String {
        let header = try IDTokenHeader(of: token)
        let keys = keys.keys(for: header.algorithm, name: header.key)
        guard !keys.isEmpty else { throw .unknownKey }
        for key in keys {
            guard let collection = await key.collection(for: header.algorithm) else { continue }
            let claims: IDTokenClaims
            do {
                claims = try await collection.verify(token, as: IDTokenClaims.self)
            } catch let error as JWTError where error.errorType == .malformedToken {
                // The signature is looked at first: it was good.
                throw .malformed
            } catch {
                continue
            }
            try check(claims, now: now)
            return claims.sub
        }
        throw .signature
    }

    /// Looks whether claims whose signature was good are for this sign-in.
    func check(_ claims: IDTokenClaims, now: Date) throws(IDTokenFault) {
        // 255 ASCII characters at most (Core, 2).
        guard (1...255).contains(claims.sub.utf8.count), claims.sub.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else {
            throw .malformed
        }
        guard claims.iss == issuer else { throw .issuer }
        guard claims.aud.names.contains(clientID) else { throw .audience }
        // Where it is for several, it says who asked for it, and that was us.
        if claims.azp != nil || claims.aud.names.count > 1 {
            guard claims.azp == clientID else { throw .audience }
        }
        let (now, leeway) = (now.timeIntervalSince1970, leeway / .seconds(1))
        guard claims.exp > now - leeway else { throw .expired }
        guard claims.iat < now + leeway, claims.iat > now - leeway - Self.oldest / .seconds(1) else { throw .issueTime }
        guard claims.nonce == nonce else { throw .nonce }
    }
}
