public import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Answers a repeated call of a department's system with the first answer, byte for byte.
public struct IdempotentCalls: Sendable {
    /// What became of a call.
    public enum Result: Sendable, Hashable {
        /// Nobody used the key before; the call may be made, and its answer must be kept with `keep`.
        case first
        /// The same call was answered before.
        case replayed(status: Int, answer: String)
        /// The key was used for another call.
        case keyUsedOtherwise
        /// The same call is being made at this moment, or its maker died before it had an answer.
        case inFlight
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Works through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Takes a key, or says what it was used for.
    public func begin(_ key: Submission.Key) async throws(StoreError) -> Result {
        try await stored { () throws(PostgresError) in
            try await pool.transaction { [jurisdiction] connection throws(PostgresError) in
                let taken = try connection.execute(
                    """
                    INSERT INTO idempotency (jurisdiction, client, key, fingerprint)
                    VALUES (\(jurisdiction.number), \(key.client), \(key.key), \(key.fingerprint))
                    ON CONFLICT ON CONSTRAINT idempotency_key DO NOTHING
                    """
                )
                if taken == 1 { return .first }
                return try connection.first(
                    """
                    SELECT fingerprint, status, answer FROM idempotency
                     WHERE jurisdiction = \(jurisdiction.number) AND client = \(key.client) AND key = \(key.key)
                    """
                ) { row throws(PostgresError) in
                    let (fingerprint, status, answer) = try row.decode([UInt8].self, Int?.self, String?.self)
                    guard fingerprint == key.fingerprint else { return .keyUsedOtherwise }
                    guard let status, let answer else { return .inFlight }
                    return .replayed(status: status, answer: answer)
                } ?? .inFlight
            }
        }
    }

    /// Keeps the answer of a call whose key was taken.
    public func keep(_ key: Submission.Key, status: Int, answer: String) async throws(StoreError) {
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                UPDATE idempotency SET status = \(Int16(status)), answer = \(answer)
                 WHERE jurisdiction = \(jurisdiction.number) AND client = \(key.client) AND key = \(key.key)
                """
            )
        }
    }

    /// Gives a key back whose call did not happen.
    public func forget(_ key: Submission.Key) async throws(StoreError) {
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                DELETE FROM idempotency
                 WHERE jurisdiction = \(jurisdiction.number) AND client = \(key.client) AND key = \(key.key)
                   AND answer IS NULL AND number IS NULL
                """
            )
        }
    }
}
