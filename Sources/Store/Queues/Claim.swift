#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a worker took: items it has for a while, under one lease.
public struct Claim: Sendable, Hashable {
    /// The most items one claim takes.
    public static let maximumItems = 200
    /// The longest a lease runs, and the longest all its renewals together may.
    public static let maximumLease: Duration = .seconds(3600)

    /// Names the claim in every later word; random.
    public let lease: UUID
    /// When the items go back to the queue, by the database's clock.
    public let expiresAt: Date
    /// The items, most urgent and oldest first.
    public let items: [WorkItem]
}
