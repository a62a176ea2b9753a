import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One thing that was done with an account.
public struct StaffEvent: Sendable, Hashable {
    /// What it was.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Invited, or given a link for a new password.
        case invited
        /// Took the invitation up.
        case joined
        /// Has a new password.
        case password
        /// Is told by the city's own sign-in.
        case linked
        /// Is told by it no more.
        case unlinked
        /// Another role, department or name.
        case changed
        /// Shut.
        case disabled
        /// Opened again.
        case enabled
        /// Signed in.
        case signedIn = "signed_in"
        /// Signed out of every browser.
        case signedOutEverywhere = "signed_out_everywhere"
        /// Passwords are not looked at for a while, after so many wrong ones.
        case locked
    }

    /// When, by the database's clock.
    public let at: Date
    /// What.
    public let kind: Kind
    /// What more there is to say.
    public let detail: String?
    /// The name of the account that did it; nil for the person, the server and its command line.
    public let by: String?

    init(row: borrowing Row) throws(PostgresError) {
        let (at, kind, detail, by) = try row.decode(Date.self, String.self, String?.self, String?.self)
        guard let kind = Kind(rawValue: kind) else {
            throw PostgresError(.decoding, detail: "expected a known kind of staff event, found \(kind)")
        }
        (self.at, self.kind, self.detail, self.by) = (at, kind, detail, by)
    }
}
