#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A browser that is signed in: with an account of its person, or with a department's key.
public struct StaffSession: Sendable, Hashable {
    /// By what it was signed in.
    public enum Holder: Sendable, Hashable {
        /// A department's key, by its readable part.
        case key(prefix: String)
        /// A person's account.
        case account(Int32, StaffRole)
    }

    /// Who works here: the department, and the name leases and the history go by.
    public let worker: Worker
    /// By what it was signed in.
    public let holder: Holder
    /// What may be done in it.
    public let permissions: Set<StaffPermission>
    /// When it ends by itself, by the database's clock.
    public let expiresAt: Date

    /// What tells its idempotency keys from others': two browsers of one holder are one client.
    public var client: String {
        switch holder {
        case .key(let prefix): "desk:\(prefix)"
        case .account(let id, _): "desk:account-\(id)"
        }
    }

    /// The person's account; nil where a key was used.
    public var account: Int32? {
        if case .account(let id, _) = holder { id } else { nil }
    }
}
