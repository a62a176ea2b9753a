public import ServiceRequests

/// A service request decided anew: what is asked for and where from now on, and who owns it.
public struct Correction: Sendable {
    /// The service, the place and the answers as they are now known.
    public let draft: ServiceRequest.Draft
    /// Who owns it, and why.
    public let decision: RoutingDecision
    /// The sentence residents are told.
    public let notice: String
    /// Whether the service is a private one; a request that was private stays so.
    public let isPrivate: Bool
    /// Whether the resident's words were kept from the public until now; they stay kept.
    public let withholdsDescription: Bool
    /// From the submission until it should be done.
    public let dueIn: Duration
    /// How long before that the clock warns; nil for a quarter of the time.
    public let warningAhead: Duration?

    /// Creates a correction.
    public init(
        draft: ServiceRequest.Draft,
        decision: RoutingDecision,
        notice: String,
        isPrivate: Bool,
        withholdsDescription: Bool,
        dueIn: Duration,
        warningAhead: Duration? = nil
    ) {
        self.draft = draft
        self.decision = decision
        self.notice = notice
        self.isPrivate = isPrivate
        self.withholdsDescription = withholdsDescription
        self.dueIn = dueIn
        self.warningAhead = warningAhead
    }
}
