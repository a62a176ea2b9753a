/// The ways a provider may sign: with a key of its own, of which it publishes one half.
///
/// `none` and the HS family are not among them: with those, whoever knows what the provider publishes could sign.
enum SigningAlgorithm: String, Sendable, Hashable, CaseIterable {
    case rs256 = "RS256"
    case ps256 = "PS256"
    case es256 = "ES256"

    /// The kind of key that signs this way (`kty`).
    var keyType: String {
        switch self {
        case .rs256, .ps256: "RSA"
        case .es256: "EC"
        }
    }
}
