/// What was found at the address somebody gave: the endpoint to check, and what belongs to it.
public struct ConformanceTarget: Sendable, Hashable {
    /// The base of an endpoint's resources.
    public struct Endpoint: Sendable, Hashable {
        /// The address without a slash at its end.
        public let url: String
        /// Its type as discovery has it; nil where no discovery lists it.
        public let kind: String?

        /// Creates an endpoint.
        public init(url: String, kind: String?) {
            self.url = url
            self.kind = kind
        }

        /// Whether discovery says that nothing sent there is acted upon.
        public var isTest: Bool { kind == "test" }
    }

    /// The address as it was given.
    public let given: String
    /// The address of the discovery document without its format's ending; nil where none was found.
    public let discovery: String?
    /// The endpoint to read from.
    public let endpoint: Endpoint
    /// The endpoint to send to: the one of type test where discovery lists one.
    public let writing: Endpoint
    /// What was found, a sentence each.
    public let notes: [String]

    /// Creates a target.
    public init(given: String, discovery: String?, endpoint: Endpoint, writing: Endpoint, notes: [String]) {
        self.given = given
        self.discovery = discovery
        self.endpoint = endpoint
        self.writing = writing
        self.notes = notes
    }
}

/// Why there is nothing to check at an address.
public struct TargetError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of reason.
    public enum Kind: Sendable, Hashable {
        /// Nobody answers.
        case unreachable
        /// A server answers, but not with GeoReport v2.
        case otherwise
        /// The server wants something to be said that was not.
        case usage
    }

    /// What kind of reason.
    public let kind: Kind
    /// What was expected and what was found.
    public let description: String
}
