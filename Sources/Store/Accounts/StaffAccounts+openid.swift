import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension StaffAccounts {
    /// What the history says of a sign-in, or a joining, by the city's own sign-in.
    public static let byOpenID = "by the city’s own sign-in"

    /// What became of an invitation, or a wish to link, that came back from the city's own sign-in.
    public enum LinkOutcome: Sendable, Hashable {
        /// The account with this number signs in by it now.
        case linked(Int32)
        /// Somebody else's account here does already.
        case taken
        /// The invitation or the session is over, or the account signs in by it already.
        case over
    }

    /// The account that somebody known to the city's own sign-in has here.
    ///
    /// Shut out after wrong passwords is shut out here too. Whoever is right is not signed in yet.
    public func signIn(_ who: StaffSubject) async throws(StoreError) -> SignIn {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT a.account, \(Self.lockedUntil) FROM staff_account a
                 WHERE a.jurisdiction = \(jurisdiction.number) AND a.issuer = \(who.issuer)
                   AND a.subject = \(who.subject) AND \(StaffSessions.mayEnter)
                """
            ) { row throws(PostgresError) in
                let (account, until) = try row.decode(Int32.self, Date?.self)
                return until.map { SignIn.locked(until: $0) } ?? .right(account)
            }
        } ?? .wrong
    }

    /// Takes an invitation up, by its hash, for somebody known to the city's own sign-in: ends the link, every session there
    /// was, and the password.
    public func join(invitation: [UInt8], as who: StaffSubject) async throws(StoreError) -> LinkOutcome {
        try await linking(who) { () throws(PostgresError) in
            try await pool.first(
                """
                WITH joined AS (
                    UPDATE staff_account
                       SET issuer = \(who.issuer), subject = \(who.subject), password = NULL,
                           joined_at = coalesce(joined_at, statement_timestamp()),
                           invitation = NULL, invitation_ends_at = NULL, failures = 0
                     WHERE jurisdiction = \(jurisdiction.number) AND invitation = \(invitation)
                       AND invitation_ends_at > statement_timestamp() AND disabled_at IS NULL
                       AND NOT EXISTS (
                           SELECT FROM staff_account o
                            WHERE o.jurisdiction = \(jurisdiction.number) AND o.invitation IS DISTINCT FROM \(invitation)
                              AND o.issuer = \(who.issuer) AND o.subject = \(who.subject))
                    RETURNING account, joined_at = statement_timestamp() AS is_new
                ), ended AS (
                    DELETE FROM staff_session s USING joined
                     WHERE s.jurisdiction = \(jurisdiction.number) AND s.account = joined.account
                )
                INSERT INTO staff_event (jurisdiction, account, kind, detail)
                SELECT \(jurisdiction.number), account, CASE WHEN is_new THEN 'joined' ELSE 'linked' END,
                       CASE WHEN is_new THEN \(Self.byOpenID) END
                  FROM joined
                RETURNING account
                """
            ) { row throws(PostgresError) in try row.decode(Int32.self) }
        }
    }

    /// Lets an account in by the city's own sign-in too, as long as the session lasts in which its person asked for it.
    public func link(_ id: Int32, session: [UInt8], to who: StaffSubject) async throws(StoreError) -> LinkOutcome {
        try await linking(who) { () throws(PostgresError) in
            try await pool.first(
                """
                WITH linked AS (
                    UPDATE staff_account a SET issuer = \(who.issuer), subject = \(who.subject)
                     WHERE a.jurisdiction = \(jurisdiction.number) AND a.account = \(id) AND a.subject IS NULL
                       AND \(StaffSessions.mayEnter)
                       AND EXISTS (
                           SELECT FROM staff_session s
                            WHERE s.jurisdiction = \(jurisdiction.number) AND s.token_hash = \(session)
                              AND s.account = \(id) AND s.expires_at > statement_timestamp())
                       AND NOT EXISTS (
                           SELECT FROM staff_account o
                            WHERE o.jurisdiction = \(jurisdiction.number) AND o.issuer = \(who.issuer)
                              AND o.subject = \(who.subject))
                    RETURNING account
                )
                INSERT INTO staff_event (jurisdiction, account, kind)
                SELECT \(jurisdiction.number), account, 'linked' FROM linked
                RETURNING account
                """
            ) { row throws(PostgresError) in try row.decode(Int32.self) }
        }
    }

    /// Ends what lets an account in by the city's own sign-in, by its person or by another account; false where nothing does.
    ///
    /// Every session ends but the one with the token `keeping`. Its person may do it only where there is a password, or nobody
    /// could come in any more.
    public func unlink(
        _ id: Int32,
        keeping token: String?,
        by changer: Int32? = nil
    ) async throws(StoreError) -> Bool {
        let (kept, isOwn) = (token.map { StaffSessions.hash($0) }, changer == nil)
        return try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH unlinked AS (
                    UPDATE staff_account SET issuer = NULL, subject = NULL
                     WHERE jurisdiction = \(jurisdiction.number) AND account = \(id) AND subject IS NOT NULL
                       AND (password IS NOT NULL OR NOT \(isOwn))
                    RETURNING account
                ), ended AS (
                    DELETE FROM staff_session s USING unlinked
                     WHERE s.jurisdiction = \(jurisdiction.number) AND s.account = unlinked.account
                       AND s.token_hash IS DISTINCT FROM \(kept)::bytea
                )
                INSERT INTO staff_event (jurisdiction, account, kind, by_account)
                SELECT \(jurisdiction.number), account, 'unlinked', \(changer)::integer FROM unlinked
                """
            )
        } == 1
    }

    /// Whether it was done; where not, whether somebody else is known by it.
    ///
    /// Two at once with one subject: `staff_account_subject_once` refuses the second, which is an error and on record.
    private func linking(
        _ who: StaffSubject,
        _ work: () async throws(PostgresError) -> Int32?
    ) async throws(StoreError) -> LinkOutcome {
        if let account = try await stored(work) { return .linked(account) }
        let isTaken = try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT EXISTS (
                    SELECT FROM staff_account WHERE jurisdiction = \(jurisdiction.number)
                       AND issuer = \(who.issuer) AND subject = \(who.subject))
                """
            ) { row throws(PostgresError) in try row.decode(Bool.self) }
        }
        return isTaken == true ? .taken : .over
    }
}
