import Crypto
public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The staff sessions of one jurisdiction: opened with a key or for an account, recognised by a token, ended.
///
/// Only hashes of tokens are stored. Nothing is remembered between calls, so a session is over with the first look
/// after its key was revoked or its account was shut.
public struct StaffSessions: Sendable {
    /// How long a session lasts at most; never longer than its key.
    public static let lifetime: Duration = .seconds(12 * 3600)

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Works through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Opens a session with a key's text and gives its token, 64 hexadecimal digits of 256 random bits.
    ///
    /// Nil for a key that is malformed, unknown, expired, revoked or another jurisdiction's: one statement in every
    /// case, so that the time it takes tells nothing.
    public func open(key: String, name: String?) async throws(StoreError) -> String? {
        let token = Self.token()
        let opened = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                INSERT INTO staff_session (jurisdiction, token_hash, key_prefix, holder, expires_at)
                SELECT k.jurisdiction, \(Self.hash(token)), k.prefix, coalesce(\(name)::text, 'key-' || k.prefix),
                       least(statement_timestamp() + \(Self.lifetime), k.expires_at)
                  FROM api_key k
                 WHERE k.hash = \(Self.hash(key)) AND k.jurisdiction = \(jurisdiction.number) AND \(APIKeys.works("k"))
                """
            )
        }
        return opened == 1 ? token : nil
    }

    /// Opens a session of an account that may sign in, whoever found out that it is its person; gives its token.
    ///
    /// Nil where the account was shut in the meantime. `detail` says in the account's history how it was found out, where it
    /// was not by a password.
    public func open(account: Int32, detail: String? = nil) async throws(StoreError) -> String? {
        let token = Self.token()
        let opened = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH opened AS (
                    INSERT INTO staff_session (jurisdiction, token_hash, account, holder, expires_at)
                    SELECT a.jurisdiction, \(Self.hash(token)), a.account, a.name,
                           statement_timestamp() + \(Self.lifetime)
                      FROM staff_account a
                     WHERE a.jurisdiction = \(jurisdiction.number) AND a.account = \(account) AND \(Self.mayEnter)
                    RETURNING account
                )
                INSERT INTO staff_event (jurisdiction, account, kind, detail)
                SELECT \(jurisdiction.number), account, 'signed_in', \(detail)::text FROM opened
                """
            )
        }
        return opened == 1 ? token : nil
    }

    /// The session with a token; nil for one that is over or never was.
    ///
    /// What it may do is what its key or its account may do now.
    public func session(_ token: String) async throws(StoreError) -> StaffSession? {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT coalesce(k.department, a.department), coalesce(a.name, s.holder), s.key_prefix, k.scopes,
                       a.account, a.role, s.expires_at
                  FROM staff_session s
                  LEFT JOIN api_key k ON k.jurisdiction = s.jurisdiction AND k.prefix = s.key_prefix
                                     AND \(APIKeys.works("k"))
                  LEFT JOIN staff_account a ON a.jurisdiction = s.jurisdiction AND a.account = s.account
                                           AND \(Self.mayEnter)
                 WHERE s.jurisdiction = \(jurisdiction.number) AND s.token_hash = \(Self.hash(token))
                   AND s.expires_at > statement_timestamp() AND (k.prefix IS NOT NULL OR a.account IS NOT NULL)
                """
            ) { row throws(PostgresError) in
                let (department, name, prefix, scopes, account, role, expiresAt) = try row.decode(
                    String.self,
                    String.self,
                    String?.self,
                    [String]?.self,
                    Int32?.self,
                    String?.self,
                    Date.self
                )
                let holder: StaffSession.Holder
                let permissions: Set<StaffPermission>
                if let account, let role = role.flatMap({ StaffRole(rawValue: $0) }) {
                    holder = .account(account, role)
                    permissions = role.permissions
                } else if let prefix, let scopes {
                    holder = .key(prefix: prefix)
                    permissions = APIScope.known(scopes).reduce(into: []) { $0.formUnion($1.permissions) }
                } else {
                    throw PostgresError(.decoding, detail: "expected a key or an account of a known role")
                }
                return StaffSession(
                    worker: Worker(department: department, name: name),
                    holder: holder,
                    permissions: permissions,
                    expiresAt: expiresAt
                )
            }
        }
    }

    /// Ends the session with a token, where there is one.
    public func close(_ token: String) async throws(StoreError) {
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                DELETE FROM staff_session
                 WHERE jurisdiction = \(jurisdiction.number) AND token_hash = \(Self.hash(token))
                """
            )
        }
    }

    /// Forgets at most `limit` sessions that are over; gives how many it was.
    public func forgetOver(limit: Int) async throws(StoreError) -> Int {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH old AS MATERIALIZED (
                    -- Several servers sweep at once: each takes what no other has.
                    SELECT jurisdiction, token_hash FROM staff_session
                     WHERE jurisdiction = \(jurisdiction.number) AND expires_at < statement_timestamp()
                     ORDER BY expires_at
                     LIMIT \(limit)
                       FOR UPDATE SKIP LOCKED
                )
                DELETE FROM staff_session s USING old
                 WHERE (s.jurisdiction, s.token_hash) = (old.jurisdiction, old.token_hash)
                """
            )
        }
    }

    /// Of a `staff_account a`: joined, and not shut.
    static let mayEnter: SQL = "(a.joined_at IS NOT NULL AND a.disabled_at IS NULL)"

    /// 64 hexadecimal digits of 256 random bits.
    static func token() -> String {
        [UInt8].random(count: 32).hexadecimal
    }

    static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
