/// A line of a service's ordered routes: when it applies, who owns the work, and how that queue is split.
public struct Route: Sendable, Hashable {
    /// Who gets a share of the work, in which of its queues.
    public struct Share: Sendable, Hashable {
        /// The department's code.
        public let department: String
        /// The layer that splits the department's queue; nil where it has one queue.
        public let queueLayer: String?

        /// Creates a share.
        public init(department: String, queueLayer: String? = nil) {
            self.department = department
            self.queueLayer = queueLayer
        }
    }

    /// When the route applies; nil means always.
    public let condition: Condition?
    /// The department that owns the first leg.
    public let share: Share
    /// Further legs for other departments (`also:`).
    public let also: [Share]
    /// The lane its work items wait in.
    public let priority: Priority
    /// Half a sentence a resident reads after "because".
    public let reason: LocalizedText?

    /// Creates a route.
    public init(
        condition: Condition? = nil,
        share: Share,
        also: [Share] = [],
        priority: Priority = .normal,
        reason: LocalizedText? = nil
    ) {
        self.condition = condition
        self.share = share
        self.also = also
        self.priority = priority
        self.reason = reason
    }
}
