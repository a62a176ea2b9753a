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
    /// When it was made.
    public let createdAt: Date
    /// When it stops working; nil for never.
    public let expiresAt: Date?
    /// When it was ended.
    public let revokedAt: Date?
}
