public import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// GeoReport's clients and their keys: made, listed, revoked, recognised.
///
/// Of keys only hashes are stored.
public struct Clients: Sendable {
    let pool: PostgresPool

    /// Works through a pool it does not own.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Makes a key for the client of a name, and the client where there is none yet; gives the key's text, the only time it
    /// can be seen.
    ///
    /// The client's earlier keys go on working: a key is renewed by making one and revoking the other once nothing uses it.
    ///
    /// The name has 1 to 100 characters. What is said of its pace holds for all its keys; nil leaves what was said before.
    /// Without `expiresIn` the key works for ever. A sandbox has no clients of its own: `jurisdiction` is its city's.
    public func makeKey(
        for name: String,
        at endpoint: Client.Endpoint,
        in jurisdiction: JurisdictionRow,
        reportsPerHour: Int? = nil,
        expiresIn: Duration? = nil
    ) async throws(StoreError) -> APIKeyText {
        let key = APIKeyText.random()
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH named AS (
                    INSERT INTO client (jurisdiction, name, reports_per_hour)
                    VALUES (\(jurisdiction.number), \(name), \(reportsPerHour)::integer)
                    -- An update of nothing where nothing is said: it gives the row, which DO NOTHING would not.
                    ON CONFLICT ON CONSTRAINT client_name_once
                    DO UPDATE SET reports_per_hour = coalesce(excluded.reports_per_hour, client.reports_per_hour)
                    RETURNING client
                )
                INSERT INTO client_key (jurisdiction, prefix, hash, client, endpoint, expires_at)
                SELECT \(jurisdiction.number), \(key.prefix), \(key.hash), client, \(endpoint.rawValue),
                       statement_timestamp() + \(expiresIn)::interval
                  FROM named
                """
            )
        }
        return key
    }

    /// Every key of a jurisdiction's clients, newest first, revoked ones too.
    public func keys(in jurisdiction: JurisdictionRow) async throws(StoreError) -> [ClientKeyRow] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT k.prefix, c.name, k.endpoint, c.reports_per_hour, k.created_at, k.expires_at, k.revoked_at,
                       k.last_used_at
                  FROM client_key k JOIN client c ON c.jurisdiction = k.jurisdiction AND c.client = k.client
                 WHERE k.jurisdiction = \(jurisdiction.number)
                 ORDER BY k.created_at DESC, k.prefix
                """
            ) { row throws(PostgresError) in
                ClientKeyRow(
                    prefix: try row.decode("prefix", as: String.self),
                    client: try row.decode("name", as: String.self),
                    endpoint: try Self.endpoint(row.decode("endpoint", as: String.self)),
                    reportsPerHour: try row.decode("reports_per_hour", as: Int32?.self).map(Int.init),
                    createdAt: try row.decode("created_at", as: Date.self),
                    expiresAt: try row.decode("expires_at", as: Date?.self),
                    revokedAt: try row.decode("revoked_at", as: Date?.self),
                    lastUsedAt: try row.decode("last_used_at", as: Date?.self)
                )
            }
        }
    }

    /// Ends a key by its prefix; false when there is no such key that still works.
    public func revoke(prefix: String, in jurisdiction: JurisdictionRow) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                UPDATE client_key k SET revoked_at = statement_timestamp()
                 WHERE k.jurisdiction = \(jurisdiction.number) AND k.prefix = \(prefix) AND \(APIKeys.works("k"))
                """
            ) == 1
        }
    }

    /// Whose key a text is; nil for one that is malformed, unknown, expired or revoked.
    public func holder(of text: String) async throws(StoreError) -> Client? {
        guard let key = APIKeyText(text) else { return nil }
        return try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT j.code, c.client, c.name, k.prefix, k.endpoint, c.reports_per_hour
                  FROM client_key k
                  JOIN client c ON c.jurisdiction = k.jurisdiction AND c.client = k.client
                  JOIN jurisdiction j ON j.jurisdiction = k.jurisdiction
                 WHERE k.hash = \(key.hash) AND \(APIKeys.works("k"))
                """
            ) { row throws(PostgresError) in
                Client(
                    jurisdiction: try row.decode("code", as: String.self),
                    number: try row.decode("client", as: Int32.self),
                    name: try row.decode("name", as: String.self),
                    prefix: try row.decode("prefix", as: String.self),
                    endpoint: try Self.endpoint(row.decode("endpoint", as: String.self)),
                    reportsPerHour: try row.decode("reports_per_hour", as: Int32?.self).map(Int.init)
                )
            }
        }
    }

    /// Notes that keys were shown a moment ago, by jurisdiction and prefix; one that was noted within `within` stays.
    public func noteUse(of used: [(jurisdiction: String, prefix: String)], within: Duration) async throws(StoreError) {
        let (jurisdictions, prefixes) = (used.map(\.jurisdiction), used.map(\.prefix))
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(APIKeys.noting("client_key", jurisdictions, prefixes, within: within))
        }
    }

    private static func endpoint(_ word: String) throws(PostgresError) -> Client.Endpoint {
        guard let endpoint = Client.Endpoint(rawValue: word) else {
            throw PostgresError(.decoding, detail: "expected a known endpoint, found \(word)")
        }
        return endpoint
    }
}
