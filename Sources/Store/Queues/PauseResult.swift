#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// An item whose clock was to be stopped or started again, and what became of it.
public struct PauseResult: Sendable, Hashable {
    /// What became of it.
    public enum Outcome: String, Sendable, Hashable {
        /// Done as asked.
        case ok
        /// The department has not accepted it, or it is over.
        case notAccepted = "not_accepted"
        /// Its clock stands still already.
        case alreadyPaused = "already_paused"
        /// Its clock runs.
        case notPaused = "not_paused"
        /// There is no such item.
        case unknown
    }

    /// The item's number.
    public let item: Int64
    /// What became of it.
    public let outcome: Outcome
    /// By when it should be done now; nil where it was not done as asked.
    public let dueAt: Date?
}
