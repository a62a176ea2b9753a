public import Postgres

/// The sign-ins of one jurisdiction that went out to the city's own sign-in and have not come back.
///
/// Only hashes are stored. Each can come back once, to the browser that began it, within `lifetime`.
public struct OpenIDAttempts: Sendable {
    /// How long somebody may take at the provider's.
    public static let lifetime: Duration = .seconds(600)
    /// How many may be under way at once: whoever begins one need not be anybody.
    public static let maximum = 10_000

    /// What is wanted by it.
    public enum Wish: Sendable, Hashable {
        /// To sign in, and see a page.
        case signIn(page: String?)
        /// To take up the invitation with this token.
        case join(token: String)
        /// To let an account in by this door from now on, asked for in the session with this token.
        case link(account: Int32, token: String)
    }

    /// One that has begun: what the provider is handed, and what the browser keeps.
    public struct Begun: Sendable, Hashable {
        /// 64 hexadecimal digits.
        public let state: String
        /// 64 hexadecimal digits.
        public let secret: String
    }

    /// What was wanted by one that came back; tokens as their hashes.
    public enum Ended: Sendable, Hashable {
        /// To sign in, and see a page.
        case signIn(page: String?)
        /// To take up the invitation with this hash.
        case join(invitation: [UInt8])
        /// To let an account in by this door, as long as the session with this hash lasts.
        case link(account: Int32, session: [UInt8])
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Works through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        (self.pool, self.jurisdiction) = (pool, jurisdiction)
    }

    /// Begins one; nil where too many are under way.
    public func begin(_ wish: Wish) async throws(StoreError) -> Begun? {
        let begun = Begun(state: StaffSessions.token(), secret: StaffSessions.token())
        var (page, invitation, account, session): (String?, [UInt8]?, Int32?, [UInt8]?) = (nil, nil, nil, nil)
        switch wish {
        case .signIn(let asked): page = asked
        case .join(let token): invitation = StaffSessions.hash(token)
        case .link(let id, let token): (account, session) = (id, StaffSessions.hash(token))
        }
        let (values, state, browser) = (
            (page, invitation, account, session), StaffSessions.hash(begun.state), StaffSessions.hash(begun.secret)
        )
        let made = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                INSERT INTO openid_attempt
                       (jurisdiction, state, browser, expires_at, page, invitation, account, session)
                SELECT \(jurisdiction.number), \(state), \(browser), statement_timestamp() + \(Self.lifetime),
                       \(values.0)::text, \(values.1)::bytea, \(values.2)::integer, \(values.3)::bytea
                 WHERE (SELECT count(*) FROM openid_attempt
                         WHERE jurisdiction = \(jurisdiction.number) AND expires_at > statement_timestamp())
                       < \(Self.maximum)
                """
            )
        }
        return made == 1 ? begun : nil
    }

    /// Ends one that came back, for good; nil where there is none of this state that this browser began and is not over.
    public func end(state: String, secret: String) async throws(StoreError) -> Ended? {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                DELETE FROM openid_attempt
                 WHERE jurisdiction = \(jurisdiction.number) AND state = \(StaffSessions.hash(state))
                   AND browser = \(StaffSessions.hash(secret)) AND expires_at > statement_timestamp()
                RETURNING page, invitation, account, session
                """
            ) { row throws(PostgresError) in
                let (page, invitation, account, session) = try row.decode(
                    String?.self,
                    [UInt8]?.self,
                    Int32?.self,
                    [UInt8]?.self
                )
                if let account, let session { return Ended.link(account: account, session: session) }
                return invitation.map { .join(invitation: $0) } ?? .signIn(page: page)
            }
        }
    }

    /// Forgets at most `limit` that are over; gives how many it was.
    public func forgetOver(limit: Int) async throws(StoreError) -> Int {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH old AS MATERIALIZED (
                    -- Several servers sweep at once: each takes what no other has.
                    SELECT jurisdiction, state FROM openid_attempt
                     WHERE jurisdiction = \(jurisdiction.number) AND expires_at < statement_timestamp()
                     ORDER BY expires_at
                     LIMIT \(limit)
                       FOR UPDATE SKIP LOCKED
                )
                DELETE FROM openid_attempt o USING old
                 WHERE (o.jurisdiction, o.state) = (old.jurisdiction, old.state)
                """
            )
        }
    }
}
