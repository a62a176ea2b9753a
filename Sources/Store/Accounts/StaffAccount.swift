import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A person who works here, or is invited to.
public struct StaffAccount: Sendable, Hashable {
    /// How an account stands.
    public enum Standing: String, Sendable, Hashable, CaseIterable {
        /// The invitation waits to be taken up.
        case invited
        /// The invitation ran out before it was taken up.
        case lapsed
        /// Can sign in.
        case joined
        /// Shut.
        case disabled
    }

    /// The number it goes by inside.
    public let id: Int32
    /// The mail address it signs in with, as it was typed.
    public let email: String
    /// What leases and the history call the person.
    public let name: String
    /// The code of the department; of the roles of the whole city, triage.
    public let department: String
    /// What the person is here.
    public let role: StaffRole
    /// How it stands.
    public let standing: Standing
    /// When it was made.
    public let createdAt: Date
    /// Until when the invitation or the new link that stands can be used; nil where there is none.
    public let invitationEndsAt: Date?
    /// Whether there is a password to sign in with.
    public let hasPassword: Bool
    /// Whether the city's own sign-in tells who it is.
    public let isLinked: Bool
    /// When it last signed in; nil for never.
    public let lastSignedInAt: Date?

    /// The columns `init(row:)` reads, of a `staff_account a`.
    static let columns: SQL = """
        a.account, a.email, a.name, a.department, a.role, a.created_at,
        a.password IS NOT NULL AS has_password, a.subject IS NOT NULL AS is_linked,
        CASE WHEN a.disabled_at IS NOT NULL THEN 'disabled' WHEN a.joined_at IS NOT NULL THEN 'joined'
             WHEN a.invitation_ends_at > statement_timestamp() THEN 'invited' ELSE 'lapsed' END AS standing,
        CASE WHEN a.invitation_ends_at > statement_timestamp() THEN a.invitation_ends_at END AS invitation_ends_at,
        (SELECT max(e.at) FROM staff_event e
          WHERE e.jurisdiction = a.jurisdiction AND e.account = a.account AND e.kind = 'signed_in') AS last_signed_in_at
        """

    init(row: borrowing Row) throws(PostgresError) {
        let (role, standing) = (
            try row.decode("role", as: String.self), try row.decode("standing", as: String.self)
        )
        guard let role = StaffRole(rawValue: role), let standing = Standing(rawValue: standing) else {
            throw PostgresError(.decoding, detail: "expected a known role and standing, found \(role), \(standing)")
        }
        id = try row.decode("account", as: Int32.self)
        email = try row.decode("email", as: String.self)
        name = try row.decode("name", as: String.self)
        department = try row.decode("department", as: String.self)
        self.role = role
        self.standing = standing
        createdAt = try row.decode("created_at", as: Date.self)
        invitationEndsAt = try row.decode("invitation_ends_at", as: Date?.self)
        hasPassword = try row.decode("has_password", as: Bool.self)
        isLinked = try row.decode("is_linked", as: Bool.self)
        lastSignedInAt = try row.decode("last_signed_in_at", as: Date?.self)
    }
}
