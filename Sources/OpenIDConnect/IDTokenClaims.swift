import JWTKit

/// What an ID token says, as far as it matters here (OpenID Connect Core 1.0, 2).
///
/// Neither name nor mail address is asked for: an account is known by the issuer and the subject alone.
struct IDTokenClaims: JWTPayload {
    let iss: String
    let sub: String
    let aud: Audience
    let azp: String?
    let exp: Double
    let iat: Double
    let nonce: String?

    /// Nothing: what the claims must be is for `IDTokenRules`, which says what is wrong.
    func verify(using algorithm: some JWTAlgorithm) {}

    /// Whom it is for: one, or several.
    struct Audience: Codable, Sendable, Hashable {
        let names: [String]

        init(_ names: [String]) { self.names = names }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let name = try? container.decode(String.self) {
                names = [name]
            } else {
                names = try container.decode([String].self)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            if names.count == 1 { try container.encode(names[0]) } else { try container.encode(names) }
        }
    }
}
