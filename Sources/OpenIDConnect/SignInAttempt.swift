import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One going-out to the provider and coming back, by the secret that only the browser keeps.
///
/// Nonce and PKCE's verifier are made of that secret and the state, each in its own way, so that nobody need store them:
/// whoever has only the state, as the provider and the browser's history do, can make neither.
public struct SignInAttempt: Sendable {
    /// What the provider hands back with the code.
    public let state: String
    let secret: SymmetricKey

    /// Of the browser's secret, as its cookie has it, and the state.
    public init(secret: String, state: String) {
        self.secret = SymmetricKey(data: Array(secret.utf8))
        self.state = state
    }

    /// What the ID token has to carry.
    var nonce: String { derived("nonce") }
    /// What proves that the code was asked for by this browser (RFC 7636): 43 characters.
    var verifier: String { derived("verifier") }
    /// What the provider is shown of it.
    var challenge: String { Self.text(SHA256.hash(data: Array(verifier.utf8))) }

    private func derived(_ purpose: String) -> String {
        Self.text(HMAC<SHA256>.authenticationCode(for: Array("\(purpose) of \(state)".utf8), using: secret))
    }

    /// Base64 for addresses, without padding.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(
            Data(bytes).base64EncodedString().compactMap { letter in
                switch letter {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: letter
                }
            }
        )
    }
}
