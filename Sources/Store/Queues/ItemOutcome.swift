/// What became of one item of a call.
public enum ItemOutcome: String, Sendable, Hashable {
    /// Done as asked.
    case ok
    /// The lease no longer holds it: it expired, or the item was dealt with before.
    case stale
    /// The resident or a supervisor cancelled it in the meantime; nothing is left to do.
    case cancelled
    /// There is no such item.
    case unknown
    /// Nobody may do this: it would be handed to the department it comes from, or to none of its queues, or its clock
    /// is paused. Nothing changed.
    case refused
}
