/// Why a request left quarantine: a word of ours in the history, which each reader is told in their own language.
public enum ReleaseCause: String, Sendable, Hashable, CaseIterable {
    /// Somebody has looked at it.
    case seen = "quarantine_seen"
    /// Nobody has looked at it in time.
    case unseen = "quarantine_unseen"
}
