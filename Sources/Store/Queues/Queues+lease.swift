public import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Queues {
    /// Gives a lease more time, up to `Claim.maximumLease` after the claim.
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
        try connection.first(
            """
            UPDATE lease
               SET expires_at = greatest(
                   expires_at,
                   least(statement_timestamp() + \(duration), claimed_at + \(Claim.maximumLease))
               )
             WHERE jurisdiction = \(jurisdiction.number) AND lease = \(lease) AND department = \(worker.department)
            RETURNING expires_at, items
            """
        ) { row in
            let (expiresAt, items) = try row.decode(Date.self, [Int64].self)
            return Renewal(expiresAt: expiresAt, items: items)
        }
    }
}
