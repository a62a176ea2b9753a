/// What is wrong with an ID token.
public enum IDTokenFault: String, Error, Sendable, Hashable, CaseIterable {
    /// It is not three parts of which the first two are JSON, or lacks what every ID token has.
    case malformed
    /// It is signed with `none`, with a shared secret, or in a way we do not know.
    case algorithm
    /// No key of the provider's has the name it is said to be signed with.
    case unknownKey
    /// No key of the provider's made this signature.
    case signature
    /// Another provider made it.
    case issuer
    /// It is for another program.
    case audience
    /// Its time is over.
    case expired
    /// It was made in the future, or too long ago for a sign-in that has just begun.
    case issueTime
    /// It answers another sign-in.
    case nonce
}

extension IDTokenFault: CustomStringConvertible {
    /// What was expected and what was found.
    public var description: String {
        switch self {
        case .malformed: "expected a signed token with the claims of OpenID Connect, found something else"
        case .algorithm: "expected one signed with RS256, PS256 or ES256, found another algorithm"
        case .unknownKey: "expected one signed with a key of the provider’s, found an unknown key"
        case .signature: "expected the provider’s signature, found another"
        case .issuer: "expected the issuer that is set up here, found another"
        case .audience: "expected this program as the audience, found another"
        case .expired: "expected one that is still good, found its time over"
        case .issueTime: "expected one made just now, found another time; compare the clocks"
        case .nonce: "expected the nonce of this sign-in, found another"
        }
    }
}
