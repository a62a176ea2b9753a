/// Why nobody could be told by the provider who somebody is.
public enum OpenIDError: Error, Sendable, Hashable {
    /// What is asked of a provider.
    public enum Part: String, Sendable, Hashable {
        /// What it says of itself: where its pages and its keys are.
        case discovery
        /// The keys it signs with.
        case keys
        /// The exchange of a code for an ID token.
        case token
    }

    /// Nothing came back in time, or no connection could be made.
    case unreachable(Part)
    /// Something came back that cannot be used; what was expected and what was found, without the answer's own words.
    case unusable(Part, String)
    /// The provider does not take the code, or does not take us for the client; its word for it.
    case refused(String)
    /// So many codes are being exchanged that this one was not.
    case crowded
    /// What it signed is not good for this sign-in.
    case token(IDTokenFault)

    /// Whether the provider is what failed, and not this one sign-in.
    public var isOutage: Bool {
        switch self {
        case .unreachable, .unusable, .crowded: true
        case .refused, .token: false
        }
    }
}

extension OpenIDError: CustomStringConvertible {
    /// Safe to log: no token, no code, nobody's name.
    public var description: String {
        switch self {
        case .unreachable(let part): "\(part.rawValue): expected an answer of the provider, found none in time"
        case .unusable(let part, let problem): "\(part.rawValue): \(problem)"
        case .refused(let word): "token: expected the code to be taken, found it refused (\(word))"
        case .crowded: "token: expected few sign-ins at once, found too many"
        case .token(let fault): "ID token: \(fault)"
        }
    }
}
