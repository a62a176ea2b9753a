public import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// How far one department's share of a service request has come.
public struct LegProgress: Sendable, Hashable {
    /// Where the leg is.
    public enum Stage: Sendable, Hashable {
        /// In the queue.
        case waiting
        /// A worker of the department looks at it, or of the one that is asked.
        case leased
        /// The department owns it and works on it.
        case accepted
        /// It ended so.
        case closed(Outcome)
        /// Nobody will do it.
        case cancelled
    }

    /// The leg's number, from 1.
    public let leg: Int
    /// The code of the department that owns it.
    public let department: String
    /// The code of the department that is asked to take it on; nil where none is.
    public let offeredTo: String?
    /// Where the leg is.
    public let stage: Stage
    /// When it ended.
    public let closedAt: Date?
    /// Why its clock stands still, in the department's words; nil where it runs.
    public let pauseReason: String?
}
