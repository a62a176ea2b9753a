public import ServiceRequests

/// A routed draft on its way into the database.
public struct Submission: Sendable {
    /// What the client sent it under, so that sending again is harmless.
    public struct Key: Sendable, Hashable {
        /// Who: keys of different clients never meet.
        public let client: String
        /// The client's key.
        public let key: String
        /// SHA-256 over what was submitted.
        public let fingerprint: [UInt8]

        /// Creates a key.
        public init(client: String, key: String, fingerprint: [UInt8]) {
            self.client = client
            self.key = key
            self.fingerprint = fingerprint
        }
    }

    /// What the resident said.
    public let draft: ServiceRequest.Draft
    /// Who owns it, and why.
    public let decision: RoutingDecision
    /// The sentence the resident is told.
    public let notice: String
    /// What else only whoever sends it is told, behind that sentence; nil where there is nothing.
    public let aside: String?
    /// What whoever sends it is told to ask for it by.
    public let reply: ServiceRequest.Reply
    /// Whether it is kept out of every list.
    public let isPrivate: Bool
    /// From now until it should be done.
    public let expectedIn: Duration
    /// From now until a warning that it is not.
    public let warningIn: Duration
    /// The client's own key, where it gave one.
    public let key: Key?
    /// The number of the client that sent it, where the city knows it.
    public let client: Int32?

    /// Creates a submission.
    public init(
        draft: ServiceRequest.Draft,
        decision: RoutingDecision,
        notice: String,
        aside: String? = nil,
        reply: ServiceRequest.Reply = .id,
        isPrivate: Bool,
        expectedIn: Duration,
        warningIn: Duration,
        key: Key? = nil,
        client: Int32? = nil
    ) {
        self.draft = draft
        self.decision = decision
        self.notice = notice
        self.aside = aside
        self.reply = reply
        self.isPrivate = isPrivate
        self.expectedIn = expectedIn
        self.warningIn = warningIn
        self.key = key
        self.client = client
    }
}

extension Submission {
    /// What became of a submission.
    public enum Result: Sendable, Hashable {
        /// Stored for good, now.
        case stored(ServiceRequest.Receipt)
        /// The same client sent the same before: what it was told then.
        case replayed(ServiceRequest.Receipt)
        /// The same client used the key for something else: nothing was stored.
        case keyUsedOtherwise
        /// The same client is sending the same at this moment and has no answer yet: nothing more was stored.
        case inFlight
    }
}
