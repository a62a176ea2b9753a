#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Which updates a client asks for.
public struct UpdateQuery: Sendable, Hashable {
    /// The most updates of one answer, and those of one where nothing else is asked for: clients that poll read no second
    /// part.
    public static let maximumCount = 10_000
    /// How long the window is where nothing is asked for.
    public static let standardHours = 24

    /// The first instant.
    public let start: Date
    /// The last one; nil for up to the newest there is.
    public let end: Date?
    /// The place behind which the list goes on, as the part before gave it.
    public let after: String?
    /// At most so many, the oldest.
    public let limit: Int
}
