#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a lease still holds after it was renewed.
public struct Renewal: Sendable, Hashable {
    /// When it now expires, by the database's clock.
    public let expiresAt: Date
    /// The items it still holds.
    public let items: [Int64]
    /// Whether it ran as long as it may already, and so was given no more time.
    public let isCapped: Bool
}
