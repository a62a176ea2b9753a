public import ServiceRequests

/// Items that a department sends on to another one, which owns them once it accepts.
///
/// To triage is for good: triage owns what it is given. What an offer's other side hands to the owner is declined.
public struct HandOver: Sendable, Hashable {
    /// One item, and where it would wait.
    public struct Share: Sendable, Hashable {
        /// The item's number.
        public let item: Int64
        /// The number of the other department's queue for the item's place, as `QueueDirectory` knows it.
        ///
        /// Nil where it has none to wait in, as with an item that does not exist: such a one is not offered.
        public let queue: Int32?

        /// Creates a share.
        public init(item: Int64, queue: Int32?) {
            self.item = item
            self.queue = queue
        }
    }

    /// The items.
    public let items: [Share]
    /// The other department's code.
    public let department: String
    /// Why; both departments read it in the history.
    public let reason: String
    /// How long the offer stands.
    public let time: Duration

    /// Creates a hand-over; that the catalog has the department, and `WorkRules.offerTimes` the time, the caller checks.
    public init(
        _ items: [Share],
        to department: String,
        reason: String,
        time: Duration = WorkRules.standard.offerTime
    ) {
        self.items = items
        self.department = department
        self.reason = reason
        self.time = time
    }
}
