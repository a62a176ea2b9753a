public import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Queues {
    /// Gives a lease more time, up to `Claim.maximumLease` after the claim; one that stands there already is given none.
    ///
    /// Nil when the lease is gone: expired and rescued, or emptied by its own words. One that expired and was not yet
    /// rescued is renewed: its holder is alive, and nobody else has the items.
    public func renew(_ lease: UUID, by worker: Worker, for duration: Duration) async throws(StoreError) -> Renewal? {
        try await onConnection(as: own(worker.department)) { connection throws(PostgresError) in
            try renew(lease, by: worker, for: duration, on: connection)
        }
    }

    /// The same within a caller's transaction.
    public func renew(
        _ lease: UUID,
        by worker: Worker,
        for duration: Duration,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Renewal? {
        let renewal = try connection.first(
            """
            WITH held AS MATERIALIZED (
                SELECT items, expires_at, claimed_at + \(Claim.maximumLease) AS cap FROM lease
                 WHERE jurisdiction = \(jurisdiction.number) AND lease = \(lease) AND department = \(worker.department)
                   FOR UPDATE
            ), given AS (
                UPDATE lease l
                   SET expires_at = greatest(l.expires_at, least(statement_timestamp() + \(duration), held.cap))
                  FROM held
                 WHERE l.jurisdiction = \(jurisdiction.number) AND l.lease = \(lease) AND l.expires_at < held.cap
                RETURNING l.expires_at
            )
            SELECT coalesce(given.expires_at, held.expires_at), held.items, given.expires_at IS NULL
              FROM held LEFT JOIN given ON true
            """
        ) { row in
            let (expiresAt, items, isCapped) = try row.decode(Date.self, [Int64].self, Bool.self)
            return Renewal(expiresAt: expiresAt, items: items, isCapped: isCapped)
        }
        meter.renewed(renewal, by: worker)
        return renewal
    }
}
