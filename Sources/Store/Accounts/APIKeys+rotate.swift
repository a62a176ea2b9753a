import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension APIKeys {
    private struct Standing: Sendable {
        let older: String?
        let olderEnds: Date?
        let newer: String?
    }

    /// Makes the key that replaces another: same department, label, scopes, and as long a life as that one was given.
    ///
    /// The old key works for `overlap` longer, or to its own end where that is sooner. Of one rotation at most two keys
    /// work: one whose predecessor still does is not rotated, and none is rotated twice.
    public func rotate(
        prefix: String,
        overlap: Duration,
        in jurisdiction: JurisdictionRow
    ) async throws(StoreError) -> KeyRotation {
        let key = APIKeyText.random()
        return try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                guard let standing = try Self.standing(prefix, in: jurisdiction, on: connection) else {
                    return .unknown
                }
                if let newer = standing.newer { return .replaced(by: newer) }
                if let older = standing.older { return .olderLives(prefix: older, until: standing.olderEnds) }
                let row = try connection.first(
                    """
                    INSERT INTO api_key (jurisdiction, prefix, hash, department, label, scopes, expires_at, replaces)
                    SELECT jurisdiction, \(key.prefix), \(key.hash), department, label, scopes,
                           statement_timestamp() + (expires_at - created_at), prefix
                      FROM api_key WHERE jurisdiction = \(jurisdiction.number) AND prefix = \(prefix)
                    RETURNING \(Self.columns)
                    """,
                    Self.row
                )
                let ends = try connection.first(
                    """
                    UPDATE api_key SET expires_at = least(expires_at, statement_timestamp() + \(overlap))
                     WHERE jurisdiction = \(jurisdiction.number) AND prefix = \(prefix)
                    RETURNING expires_at
                    """
                ) { row in try row.decode(Date.self) }
                guard let row, let ends else { return .unknown }
                return .rotated(new: key, row: row, oldEnds: ends)
            }
        }
    }

    /// A key that works, under lock, with what it replaces where that works too, and what replaced it.
    private static func standing(
        _ prefix: String,
        in jurisdiction: JurisdictionRow,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Standing? {
        // Apart from the reading: whoever waited for this lock must see what its holder has made.
        try connection.execute(
            """
            SELECT FROM api_key WHERE jurisdiction = \(jurisdiction.number) AND prefix = \(prefix) FOR UPDATE
            """
        )
        return try connection.first(
            """
            SELECT older.prefix, older.expires_at, newer.prefix
              FROM api_key k
              LEFT JOIN api_key older
                ON older.jurisdiction = k.jurisdiction AND older.prefix = k.replaces AND \(works("older"))
              LEFT JOIN api_key newer ON newer.jurisdiction = k.jurisdiction AND newer.replaces = k.prefix
             WHERE k.jurisdiction = \(jurisdiction.number) AND k.prefix = \(prefix) AND \(works("k"))
            """
        ) { row in
            let (older, olderEnds, newer) = try row.decode(String?.self, Date?.self, String?.self)
            return Standing(older: older, olderEnds: olderEnds, newer: newer)
        }
    }
}
