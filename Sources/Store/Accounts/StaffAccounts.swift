public import Postgres

/// The accounts of one jurisdiction's staff: invited, taken up, changed, shut.
///
/// Only hashes of tokens and passwords are stored. Whatever is done is noted in the same statement, with who did it:
/// another account, or nil for the person, the server and its command line.
public struct StaffAccounts: Sendable {
    let pool: PostgresPool
    let jurisdiction: JurisdictionRow
    let checks: PasswordChecks

    /// Works through a pool and a line of password checks, neither of which it owns.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, checks: PasswordChecks) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        self.checks = checks
    }

    /// Every account, by department and name.
    public func list() async throws(StoreError) -> [StaffAccount] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT \(StaffAccount.columns) FROM staff_account a WHERE a.jurisdiction = \(jurisdiction.number)
                 ORDER BY a.department, a.name
                """
            ) { row throws(PostgresError) in try StaffAccount(row: row) }
        }
    }

    /// The account with a number.
    public func account(_ id: Int32) async throws(StoreError) -> StaffAccount? {
        try await first("a.account = \(id)")
    }

    /// The account that signs in with a mail address, in whatever letters.
    public func account(email: String) async throws(StoreError) -> StaffAccount? {
        try await first("a.address = lower(\(email))")
    }

    /// The account that a link which still stands invites, or gives a new password.
    public func invited(_ token: String) async throws(StoreError) -> StaffAccount? {
        try await first(
            """
            a.invitation = \(StaffSessions.hash(token)) AND a.invitation_ends_at > statement_timestamp()
                AND a.disabled_at IS NULL
            """
        )
    }

    /// What was done with an account, the latest first.
    public func history(of id: Int32, limit: Int) async throws(StoreError) -> [StaffEvent] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT e.at, e.kind, e.detail, b.name
                  FROM staff_event e
                  LEFT JOIN staff_account b ON b.jurisdiction = e.jurisdiction AND b.account = e.by_account
                 WHERE e.jurisdiction = \(jurisdiction.number) AND e.account = \(id)
                 ORDER BY e.event DESC LIMIT \(limit)
                """
            ) { row throws(PostgresError) in try StaffEvent(row: row) }
        }
    }

    private func first(_ condition: SQL) async throws(StoreError) -> StaffAccount? {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT \(StaffAccount.columns) FROM staff_account a
                 WHERE a.jurisdiction = \(jurisdiction.number) AND \(condition)
                """
            ) { row throws(PostgresError) in try StaffAccount(row: row) }
        }
    }
}
