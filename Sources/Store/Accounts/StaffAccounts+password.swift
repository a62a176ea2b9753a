import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension StaffAccounts {
    /// What came of somebody's trying to sign in with a password.
    public enum SignIn: Sendable, Hashable {
        /// It is the account with this number.
        case right(Int32)
        /// Nobody has this address with this password: which of both is wrong is not told.
        case wrong
        /// After so many wrong passwords none is looked at before this moment.
        case locked(until: Date)
        /// So many passwords are being looked at that this one was not.
        case busy
    }

    /// How many wrong passwords in a row shut the door, within `lockTime` of one another.
    ///
    /// NIST SP 800-63B, 5.2.2, allows a hundred.
    public static let maximumFailures = 20
    /// For how long it is shut.
    public static let lockTime: Duration = .seconds(900)

    private struct Lock: Sendable {
        let account: Int32
        let password: String?
        let lockedUntil: Date?
    }

    /// Looks whether a password is that of the account with a mail address.
    ///
    /// Takes as long for an address nobody has, for an account that is shut, and for one whose person comes in by the
    /// city's own sign-in. Whoever is right is not signed in yet.
    public func signIn(email: String, password: Password) async throws(StoreError) -> SignIn {
        let lock = try await lock(email)
        if let until = lock?.lockedUntil { return .locked(until: until) }
        guard let matches = await checks.matches(password, lock?.password) else { return .busy }
        guard let lock else { return .wrong }
        try await note(matches, for: lock.account)
        return matches ? .right(lock.account) : .wrong
    }

    /// Changes a password by whoever knows it; every other session of the person ends.
    public func change(
        _ old: Password,
        to new: Password,
        of id: Int32,
        keeping token: String
    ) async throws(StoreError) -> SignIn {
        guard let account = try await account(id) else { return .wrong }
        let answer = try await signIn(email: account.email, password: old)
        guard case .right = answer else { return answer }
        guard let hash = await checks.hash(new) else { return .busy }
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH changed AS (
                    UPDATE staff_account SET password = \(hash.text), invitation = NULL, invitation_ends_at = NULL
                     WHERE jurisdiction = \(jurisdiction.number) AND account = \(id)
                    RETURNING account
                ), ended AS (
                    DELETE FROM staff_session
                     WHERE jurisdiction = \(jurisdiction.number) AND account = \(id)
                       AND token_hash <> \(StaffSessions.hash(token))
                )
                INSERT INTO staff_event (jurisdiction, account, kind)
                SELECT \(jurisdiction.number), account, 'password' FROM changed
                """
            )
        }
        return answer
    }

    /// Of a `staff_account a`: until when nobody is let in after wrong passwords; null where anybody is.
    static let lockedUntil: SQL = """
        CASE WHEN a.failures >= \(maximumFailures) AND a.failed_at + \(lockTime) > statement_timestamp()
             THEN a.failed_at + \(lockTime) END
        """

    private func lock(_ email: String) async throws(StoreError) -> Lock? {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT a.account, a.password, \(Self.lockedUntil) FROM staff_account a
                 WHERE a.jurisdiction = \(jurisdiction.number) AND a.address = lower(\(email))
                   AND \(StaffSessions.mayEnter)
                """
            ) { row throws(PostgresError) in
                let (account, password, until) = try row.decode(Int32.self, String?.self, Date?.self)
                return Lock(account: account, password: password, lockedUntil: until)
            }
        }
    }

    /// Counts wrong passwords in a row; a right one begins anew.
    private func note(_ matches: Bool, for id: Int32) async throws(StoreError) {
        _ = try await stored { () throws(PostgresError) in
            if matches {
                return try await pool.execute(
                    """
                    UPDATE staff_account SET failures = 0
                     WHERE jurisdiction = \(jurisdiction.number) AND account = \(id) AND failures > 0
                    """
                )
            }
            return try await pool.execute(
                """
                WITH failed AS (
                    UPDATE staff_account
                       SET failures = CASE WHEN failed_at + \(Self.lockTime) > statement_timestamp()
                                           THEN least(failures + 1, \(Self.maximumFailures)) ELSE 1 END,
                           failed_at = statement_timestamp()
                     WHERE jurisdiction = \(jurisdiction.number) AND account = \(id)
                    RETURNING account, failures
                )
                INSERT INTO staff_event (jurisdiction, account, kind)
                SELECT \(jurisdiction.number), account, 'locked' FROM failed WHERE failures = \(Self.maximumFailures)
                """
            )
        }
    }
}
