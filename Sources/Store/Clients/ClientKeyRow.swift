#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A client's key as lists show it; the key itself is nowhere.
public struct ClientKeyRow: Sendable, Hashable {
    /// The readable part of the key.
    public let prefix: String
    /// What the city calls its client.
    public let client: String
    /// Where it may be used.
    public let endpoint: Client.Endpoint
    /// How many requests the client may send in an hour, by all its keys together; nil where nothing is said.
    public let reportsPerHour: Int?
    /// When it was made.
    public let createdAt: Date
    /// When it stops working; nil for never.
    public let expiresAt: Date?
    /// When it was ended.
    public let revokedAt: Date?
    /// When it was last shown, to within a few minutes; nil for never.
    public let lastUsedAt: Date?

    /// Whether it works at a moment.
    public func works(at moment: Date) -> Bool {
        revokedAt == nil && expiresAt.map { $0 > moment } ?? true
    }
}
