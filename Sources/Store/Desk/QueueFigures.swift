#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// How one queue of a department stands.
///
/// What may be much is counted up to `countLimit`; what workers hold, and what is accepted where it is little, exactly.
public struct QueueFigures: Sendable, Hashable {
    /// How far what waits, is late, or is accepted by a department with much of it is counted.
    public static let countLimit = 300

    /// `nypd/75`.
    public let queue: String
    /// In it, nobody has them.
    public let waiting: ItemCount
    /// A worker has them for a while.
    public let leased: ItemCount
    /// The department owns them and has not finished.
    public let accepted: ItemCount
    /// Open and past their date.
    public let late: ItemCount
    /// When the item that waits longest came.
    public let oldestWaiting: Date?

    /// Whether there is any work in it.
    public var isBusy: Bool { [waiting, leased, accepted].contains { $0.number > 0 || $0.isMore } }
}
