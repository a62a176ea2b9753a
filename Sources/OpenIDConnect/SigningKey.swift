import JWTKit

/// A published key of a provider's, as its key set has it (RFC 7517).
struct SigningKey: Sendable, Hashable, Decodable {
    /// RSA or EC.
    let type: String
    /// What tokens call it.
    let name: String?
    /// What it is for: `sig`, where it says.
    let use: String?
    /// The one algorithm it is for, where it says.
    let algorithm: String?
    /// Of RSA: modulus and exponent.
    let modulus, exponent: String?
    /// Of EC: the curve and the point.
    let curve, x, y: String?

    private enum CodingKeys: String, CodingKey {
        case type = "kty"
        case name = "kid"
        case use
        case algorithm = "alg"
        case modulus = "n"
        case exponent = "e"
        case curve = "crv"
        case x, y
    }

    /// Whether a token that is signed in this way, with a key of this name, may be signed with it.
    func fits(_ algorithm: SigningAlgorithm, name: String?) -> Bool {
        type == algorithm.keyType && (name == nil || self.name == name) && (use == nil || use == "sig")
            && (self.algorithm == nil || self.algorithm == algorithm.rawValue)
            && (algorithm != .es256 || curve == "P-256")
    }

    /// A collection with this key alone; nil where its numbers are no key, or one of RSA with less than 2048 bits.
    func collection(for algorithm: SigningAlgorithm) async -> JWTKeyCollection? {
        let keys = JWTKeyCollection()
        switch algorithm {
        case .rs256, .ps256:
            guard let modulus, let exponent,
                let key = try? Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent)
            else { return nil }
            if algorithm == .rs256 {
                await keys.add(rsa: key, digestAlgorithm: .sha256)
            } else {
                await keys.add(pss: key, digestAlgorithm: .sha256)
            }
        case .es256:
            guard let x, let y, let key = try? ES256PublicKey(parameters: (x, y)) else { return nil }
            await keys.add(ecdsa: key)
        }
        return keys
    }
}
