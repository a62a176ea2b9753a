import Crypto
public import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The bearer keys of departments' systems: made, listed, revoked, recognised.
///
/// Only hashes are stored.
public struct APIKeys: Sendable {
    let pool: PostgresPool

    /// Works through a pool it does not own.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Makes a key and gives its text, the only time it can be seen.
    public func create(
        department: String,
        label: String,
        in jurisdiction: JurisdictionRow,
        scopes: Set<APIScope> = APIScope.standard,
        expiresIn: Duration? = nil
    ) async throws(StoreError) -> APIKeyText {
        let key = APIKeyText.random()
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                INSERT INTO api_key (jurisdiction, prefix, hash, department, label, scopes, expires_at)
                VALUES (\(jurisdiction.number), \(key.prefix), \(key.hash), \(department), \(label),
                        \(scopes.map(\.rawValue).sorted()),
                        statement_timestamp() + \(expiresIn)::interval)
                """
            )
        }
        return key
    }

    /// Every key of a jurisdiction, newest first, revoked ones too.
    public func list(in jurisdiction: JurisdictionRow) async throws(StoreError) -> [APIKeyRow] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT \(Self.columns) FROM api_key WHERE jurisdiction = \(jurisdiction.number)
                 ORDER BY created_at DESC, prefix
                """,
                Self.row
            )
        }
    }

    /// Ends a key by its prefix; false when there is no such key that still works.
    public func revoke(prefix: String, in jurisdiction: JurisdictionRow) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                UPDATE api_key k SET revoked_at = statement_timestamp()
                 WHERE k.jurisdiction = \(jurisdiction.number) AND k.prefix = \(prefix) AND \(Self.works("k"))
                """
            ) == 1
        }
    }

    /// Whose key a text is; nil for one that is malformed, unknown, expired or revoked.
    public func holder(of text: String) async throws(StoreError) -> APIKeyHolder? {
        guard let key = APIKeyText(text) else { return nil }
        return try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT j.code, k.department, k.prefix, k.scopes, (
                           WITH RECURSIVE line (prefix, replaces) AS (
                               SELECT k.prefix, k.replaces
                               UNION
                               SELECT older.prefix, older.replaces
                                 FROM line JOIN api_key older
                                   ON older.jurisdiction = k.jurisdiction AND older.prefix = line.replaces
                           )
                           SELECT line.prefix FROM line WHERE line.replaces IS NULL
                       )
                  FROM api_key k JOIN jurisdiction j USING (jurisdiction)
                 WHERE k.hash = \(key.hash) AND \(Self.works("k"))
                """
            ) { row throws(PostgresError) in
                let (jurisdiction, department, prefix, scopes, client) = try row.decode(
                    String.self,
                    String.self,
                    String.self,
                    [String].self,
                    String.self
                )
                return APIKeyHolder(
                    jurisdiction: jurisdiction,
                    department: department,
                    prefix: prefix,
                    client: client,
                    scopes: APIScope.known(scopes)
                )
            }
        }
    }

    /// Notes that keys were shown a moment ago, by jurisdiction and prefix; one that was noted within `within` stays.
    public func noteUse(of used: [(jurisdiction: String, prefix: String)], within: Duration) async throws(StoreError) {
        let (jurisdictions, prefixes) = (used.map(\.jurisdiction), used.map(\.prefix))
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(Self.noting("api_key", jurisdictions, prefixes, within: within))
        }
    }

    // MARK: - Parts

    /// Notes in a table of keys that some were shown.
    static func noting(_ table: String, _ jurisdictions: [String], _ prefixes: [String], within: Duration) -> SQL {
        """
        WITH due AS MATERIALIZED (
            -- In one order everywhere, so that two servers cannot wait for each other.
            SELECT k.jurisdiction, k.prefix
              FROM unnest(\(jurisdictions)::text[], \(prefixes)::text[]) AS used (code, prefix)
              JOIN jurisdiction j ON j.code = used.code
              JOIN \(unescaped: table) k ON k.jurisdiction = j.jurisdiction AND k.prefix = used.prefix
             WHERE k.last_used_at IS NULL OR k.last_used_at < statement_timestamp() - \(within)
             ORDER BY k.jurisdiction, k.prefix
               FOR NO KEY UPDATE OF k SKIP LOCKED
        )
        UPDATE \(unescaped: table) k SET last_used_at = statement_timestamp() FROM due
         WHERE k.jurisdiction = due.jurisdiction AND k.prefix = due.prefix
        """
    }

    /// Whether the key of this alias works now.
    static func works(_ alias: String) -> SQL {
        """
        \(unescaped: alias).revoked_at IS NULL
        AND (\(unescaped: alias).expires_at IS NULL OR \(unescaped: alias).expires_at > statement_timestamp())
        """
    }

    /// What `row` reads.
    static let columns: SQL =
        "prefix, department, label, scopes, created_at, expires_at, revoked_at, last_used_at, replaces"

    static func row(_ row: borrowing Row) throws(PostgresError) -> APIKeyRow {
        APIKeyRow(
            prefix: try row.decode("prefix", as: String.self),
            department: try row.decode("department", as: String.self),
            label: try row.decode("label", as: String.self),
            scopes: APIScope.known(try row.decode("scopes", as: [String].self)),
            createdAt: try row.decode("created_at", as: Date.self),
            expiresAt: try row.decode("expires_at", as: Date?.self),
            revokedAt: try row.decode("revoked_at", as: Date?.self),
            lastUsedAt: try row.decode("last_used_at", as: Date?.self),
            replaces: try row.decode("replaces", as: String?.self)
        )
    }
}
