#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A browser that signed in with a department's key.
public struct StaffSession: Sendable, Hashable {
    /// Who works here: the key's department, and the name leases and the history go by.
    public let worker: Worker
    /// The readable part of the key.
    public let keyPrefix: String
    /// What the key may be used for, and so this browser.
    public let scopes: Set<APIScope>
    /// When it ends by itself, by the database's clock.
    public let expiresAt: Date
}
