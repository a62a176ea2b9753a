#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// How one queue of a department stands.
public struct QueueFigures: Sendable, Hashable {
    /// `nypd/75`.
    public let queue: String
    /// In it, nobody has them.
    public let waiting: Int
    /// A worker has them for a while.
    public let leased: Int
    /// The department owns them and has not finished.
    public let accepted: Int
    /// Open and past their date.
    public let late: Int
    /// When the item that waits longest came.
    public let oldestWaiting: Date?
}
