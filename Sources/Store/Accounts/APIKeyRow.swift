#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A key as lists show it; the key itself is nowhere.
public struct APIKeyRow: Sendable, Hashable {
    /// The readable part of the key.
    public let prefix: String
    /// The department it speaks for.
    public let department: String
    /// What it is for, in its maker's words.
    public let label: String
    /// What it may be used for.
    public let scopes: Set<APIScope>
    /// When it was made.
    public let createdAt: Date
    /// When it stops working; nil for never.
    public let expiresAt: Date?
    /// When it was ended.
    public let revokedAt: Date?
    /// When it was last shown, to within a few minutes; nil for never.
    public let lastUsedAt: Date?
    /// The readable part of the key it was made to replace.
    public let replaces: String?

    /// Whether it works at a moment.
    public func works(at moment: Date) -> Bool {
        revokedAt == nil && expiresAt.map { $0 > moment } ?? true
    }
}
