public import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where updates are sent, by client: named, ended, listed.
public struct ClientPushes: Sendable {
    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Works through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        (self.pool, self.jurisdiction) = (pool, jurisdiction)
    }

    /// Sends what happens from now on to the requests of the client of a name to an address; false where there is no such
    /// client.
    ///
    /// `address` is the whole one of the other system's `servicerequestupdates`, `jurisdictionID` and `key` what that system
    /// asks for; of these nil leaves what there is, and an empty text means none. Where there was an address before, what
    /// waited for it goes to the new one.
    public func name(
        _ name: String,
        address: String,
        jurisdictionID: String?,
        key: String?
    ) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                INSERT INTO client_push AS p (jurisdiction, client, address, said_jurisdiction, said_key, xid, event)
                SELECT c.jurisdiction, c.client, \(address), nullif(\(jurisdictionID)::text, ''),
                       nullif(\(key)::text, ''), event_horizon(), 0
                  FROM client c
                 WHERE c.jurisdiction = \(jurisdiction.number) AND c.name = \(name)
                ON CONFLICT ON CONSTRAINT client_push_key DO UPDATE
                   SET address = excluded.address, failures = 0, last_failure = NULL,
                       said_jurisdiction = CASE WHEN \(jurisdictionID)::text IS NULL THEN p.said_jurisdiction
                                                ELSE excluded.said_jurisdiction END,
                       said_key = CASE WHEN \(key)::text IS NULL THEN p.said_key ELSE excluded.said_key END,
                       due_at = statement_timestamp(), taken = NULL
                """
            ) == 1
        }
    }

    /// Sends nothing to the client of a name any more, and forgets what waited; false where nothing was sent to it.
    public func end(_ name: String) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                DELETE FROM client_push p USING client c
                 WHERE p.jurisdiction = \(jurisdiction.number) AND c.jurisdiction = p.jurisdiction
                   AND c.client = p.client AND c.name = \(name)
                """
            ) == 1
        }
    }

    /// How each stands, by name.
    public func all() async throws(StoreError) -> [ClientPushRow] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT c.name, p.address, coalesce(o.waiting, 0),
                       coalesce(extract(epoch FROM statement_timestamp() - o.oldest), 0)::float8,
                       p.failures, p.last_failure, p.delivered_at
                  FROM client_push p
                  JOIN client c ON c.jurisdiction = p.jurisdiction AND c.client = p.client
                  LEFT JOIN (
                      SELECT client, count(*) AS waiting, min(created_at) AS oldest FROM client_outbox
                       WHERE jurisdiction = \(jurisdiction.number) GROUP BY client
                  ) AS o ON o.client = p.client
                 WHERE p.jurisdiction = \(jurisdiction.number)
                 ORDER BY c.name
                """
            ) { row throws(PostgresError) in
                let (name, address, waiting, delay, failures, failure, delivered) = try row.decode(
                    String.self,
                    String.self,
                    Int.self,
                    Double.self,
                    Int32.self,
                    String?.self,
                    Date?.self
                )
                return ClientPushRow(
                    client: name,
                    address: address,
                    waiting: waiting,
                    delay: max(0, delay),
                    failures: Int(failures),
                    lastFailure: failure,
                    deliveredAt: delivered
                )
            }
        }
    }
}
