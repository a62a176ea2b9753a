#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A leg that a move has touched, as it stands afterwards.
public struct MovedLeg: Sendable, Hashable {
    /// What happened to it.
    public enum Change: String, Sendable, Hashable {
        /// It stays where it stood.
        case kept
        /// It waits in another queue.
        case moved
        /// It is new.
        case added
        /// Nobody has to do it.
        case cancelled
        /// It waits again.
        case reopened
    }

    /// The item's number.
    public let item: Int64
    /// The owner.
    public let department: String
    /// The owner's queue.
    public let queue: String
    /// What happened to it.
    public let change: Change
    /// When it should be done.
    public let dueAt: Date?
}
