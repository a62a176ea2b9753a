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
    private let pool: PostgresPool

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
                SELECT prefix, department, label, created_at, expires_at, revoked_at
                  FROM api_key WHERE jurisdiction = \(jurisdiction.number)
                 ORDER BY created_at DESC, prefix
                """
            ) { row throws(PostgresError) in
                let (prefix, department, label, createdAt, expiresAt, revokedAt) = try row.decode(
                    String.self,
                    String.self,
                    String.self,
                    Date.self,
                    Date?.self,
                    Date?.self
                )
                return APIKeyRow(
                    prefix: prefix,
                    department: department,
                    label: label,
                    createdAt: createdAt,
                    expiresAt: expiresAt,
                    revokedAt: revokedAt
                )
            }
        }
    }

    /// Ends a key by its prefix; false when there is no such key that still works.
    public func revoke(prefix: String, in jurisdiction: JurisdictionRow) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                UPDATE api_key SET revoked_at = statement_timestamp()
                 WHERE jurisdiction = \(jurisdiction.number) AND prefix = \(prefix) AND revoked_at IS NULL
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
                SELECT j.code, k.department, k.prefix, k.scopes
                  FROM api_key k JOIN jurisdiction j USING (jurisdiction)
                 WHERE k.hash = \(key.hash) AND k.revoked_at IS NULL
                   AND (k.expires_at IS NULL OR k.expires_at > statement_timestamp())
                """
            ) { row throws(PostgresError) in
                let (jurisdiction, department, prefix, scopes) = try row.decode(
                    String.self,
                    String.self,
                    String.self,
                    [String].self
                )
                return APIKeyHolder(
                    jurisdiction: jurisdiction,
                    department: department,
                    prefix: prefix,
                    // One that a newer program gave it means nothing here.
                    scopes: Set(scopes.compactMap(APIScope.init(rawValue:)))
                )
            }
        }
    }
}
