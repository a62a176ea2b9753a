import Postgres

extension StaffAccounts {
    /// Makes an account and a link that can be taken up once within `StaffInvitation.lifetime`.
    public func invite(
        _ invitation: StaffInvitation,
        by inviter: Int32? = nil
    ) async throws(StoreError) -> StaffInvitation.Outcome {
        let token = StaffSessions.token()
        let made = try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                WITH made AS (
                    INSERT INTO staff_account
                           (jurisdiction, email, name, department, role, invitation, invitation_ends_at)
                    VALUES (\(jurisdiction.number), \(invitation.email), \(invitation.name), \(invitation.department),
                            \(invitation.role.rawValue), \(StaffSessions.hash(token)),
                            statement_timestamp() + \(StaffInvitation.lifetime))
                    ON CONFLICT DO NOTHING
                    RETURNING account
                )
                INSERT INTO staff_event (jurisdiction, account, kind, by_account, detail)
                SELECT \(jurisdiction.number), account, 'invited', \(inviter)::integer,
                       \("\(invitation.role.rawValue) of \(invitation.department)")
                  FROM made
                RETURNING account
                """
            ) { row throws(PostgresError) in try row.decode(Int32.self) }
        }
        if let made, let account = try await account(made) { return .invited(account, token: token) }
        return try await account(email: invitation.email).map { .addressTaken($0) } ?? .nameTaken
    }

    /// A new link for an account that is not shut, with which a password can be chosen; the one before it is over.
    ///
    /// What the person signs in with now goes on until the link is used. Nil where there is no such account.
    public func renew(_ id: Int32, by renewer: Int32? = nil) async throws(StoreError) -> String? {
        let token = StaffSessions.token()
        let renewed = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH renewed AS (
                    UPDATE staff_account
                       SET invitation = \(StaffSessions.hash(token)),
                           invitation_ends_at = statement_timestamp() + \(StaffInvitation.lifetime)
                     WHERE jurisdiction = \(jurisdiction.number) AND account = \(id) AND disabled_at IS NULL
                    RETURNING account
                )
                INSERT INTO staff_event (jurisdiction, account, kind, by_account, detail)
                SELECT \(jurisdiction.number), account, 'invited', \(renewer)::integer, 'a new link' FROM renewed
                """
            )
        }
        return renewed == 1 ? token : nil
    }

    /// Takes an invitation up: keeps the password, ends the link and every session there was, and what the person signed in
    /// with before, the city's own sign-in too.
    ///
    /// Nil where the link is over, or was used in the meantime.
    public func join(_ token: String, password: Password) async throws(StoreError) -> JoinOutcome {
        guard let hash = await checks.hash(password) else { return .busy }
        let joined = try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                WITH joined AS (
                    UPDATE staff_account
                       SET password = \(hash.text), issuer = NULL, subject = NULL,
                           joined_at = coalesce(joined_at, statement_timestamp()),
                           invitation = NULL, invitation_ends_at = NULL, failures = 0
                     WHERE jurisdiction = \(jurisdiction.number) AND invitation = \(StaffSessions.hash(token))
                       AND invitation_ends_at > statement_timestamp() AND disabled_at IS NULL
                    RETURNING account, joined_at = statement_timestamp() AS is_new
                ), ended AS (
                    DELETE FROM staff_session s USING joined
                     WHERE s.jurisdiction = \(jurisdiction.number) AND s.account = joined.account
                )
                INSERT INTO staff_event (jurisdiction, account, kind)
                SELECT \(jurisdiction.number), account, CASE WHEN is_new THEN 'joined' ELSE 'password' END FROM joined
                RETURNING account
                """
            ) { row throws(PostgresError) in try row.decode(Int32.self) }
        }
        return joined.map { .joined($0) } ?? .over
    }

    /// What became of an invitation that somebody took up.
    public enum JoinOutcome: Sendable, Hashable {
        /// The account with this number can sign in now.
        case joined(Int32)
        /// The link is over, or was used before.
        case over
        /// So many passwords are being looked at that this one was not; nothing was done.
        case busy
    }
}
