public import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Queues {
    /// The worker's department will not have these items, which are offered to it: they wait with their owner again.
    ///
    /// One result an item, in the order of item numbers; `stale` for an item the department owns.
    public func decline(
        _ items: [Int64],
        under lease: UUID,
        by worker: Worker,
        reason: String? = nil
    ) async throws(StoreError) -> [ItemResult] {
        let results = try await onConnection(as: behalf(worker.department)) { connection throws(PostgresError) in
            try decline(items, under: lease, by: worker, reason: reason, on: connection)
        }
        await ring(items)
        return results
    }

    /// The same within a caller's transaction; who commits it rings afterwards.
    public func decline(
        _ items: [Int64],
        under lease: UUID,
        by worker: Worker,
        reason: String?,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        let asked: SQL = "SELECT DISTINCT item FROM unnest(\(items)::bigint[]) AS a (item)"
        let fit: SQL = "coalesce(w.offered_to = \(worker.department), false)"
        let statement: SQL = """
            \(fence(lease, by: worker, asked: asked, fit: fit)), fated AS (
                SELECT mine.*, 'declined' AS fate, \(worker.actor)::text AS actor, \(reason)::text AS reason,
                       \(Self.nothingElse)
                  FROM mine
            ), \(waitingAgain())
            \(verdict())
            """
        return meter.said(.decline, by: worker, try connection.query(statement, Self.result))
    }

    /// The columns of `fated` that say nothing of an item that goes back to its owner.
    static let nothingElse: SQL = """
        NULL::text AS told, NULL::text AS holder, NULL::text AS cause, NULL::text AS target, NULL::integer AS target_queue,
        NULL::interval AS offer_time
        """
}
