public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Queues {
    /// These items of a lease go to another department, which owns them once it accepts; until then the owner stays.
    ///
    /// To triage they go for good. The department an item is offered to hands it back to the owner, which is declining,
    /// or on to a third. Sent on too often, an item goes to triage instead. Nothing goes to the worker's own department,
    /// nor to a queue that is not the other department's: `refused`, and nothing is written.
    ///
    /// One result an item, in the order of item numbers; of an item named twice the first word counts.
    public func handOver(
        _ handOver: HandOver,
        under lease: UUID,
        by worker: Worker
    ) async throws(StoreError) -> [ItemResult] {
        let results = try await onConnection(as: behalf(worker.department)) { connection throws(PostgresError) in
            try self.handOver(handOver, under: lease, by: worker, on: connection)
        }
        await ring(handOver.items.map(\.item))
        return results
    }

    /// The same within a caller's transaction; who commits it rings afterwards.
    public func handOver(
        _ handOver: HandOver,
        under lease: UUID,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        if let refused = handOver.refusal(of: worker) { return refused }
        let fence = fence(lease, by: worker, asked: asked(handOver), fit: fit(handOver))
        let results = try connection.query(statement(handOver, fence: fence, by: worker), Self.result)
        return meter.said(.handOver, by: worker, results)
    }

    /// The same for items the worker's department has accepted: it stays their owner until the other accepts, but they
    /// are no longer its open work.
    ///
    /// One whose clock is paused is `refused` until it is resumed.
    public func handOverAccepted(
        _ handOver: HandOver,
        by worker: Worker
    ) async throws(StoreError) -> [ItemResult] {
        let results = try await onConnection(as: behalf(worker.department)) { connection throws(PostgresError) in
            try handOverAccepted(handOver, by: worker, on: connection)
        }
        await ring(handOver.items.map(\.item))
        return results
    }

    /// The same within a caller's transaction; who commits it rings afterwards.
    public func handOverAccepted(
        _ handOver: HandOver,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        if let refused = handOver.refusal(of: worker) { return refused }
        // A pause ends by the calendar, which is not asked here: it must be over before another department is.
        let fence = acceptedFence(by: worker, asked: asked(handOver), fit: "\(fit(handOver)) AND w.paused_at IS NULL")
        let results = try connection.query(statement(handOver, fence: fence, by: worker), Self.result)
        return meter.said(.handOver, by: worker, results)
    }

    /// The items with their queues, as far as these are the other department's.
    private func asked(_ handOver: HandOver) -> SQL {
        """
        SELECT DISTINCT ON (a.item) a.item, q.queue AS target_queue
          FROM unnest(
              \(handOver.items.map(\.item))::bigint[], \(handOver.items.map(\.queue))::integer[]
          ) WITH ORDINALITY AS a (item, queue, place)
          LEFT JOIN queue q ON q.jurisdiction = \(jurisdiction.number) AND q.queue = a.queue
                           AND q.department = \(handOver.department)
         ORDER BY a.item, a.place
        """
    }

    /// What would be offered needs a queue to wait in.
    private func fit(_ handOver: HandOver) -> SQL {
        """
        (\(handOver.department) IN (\(Department.triage), w.department) OR w.hops + 1 > \(rules.maximumHops)
         OR w.item IN (SELECT item FROM asked WHERE target_queue IS NOT NULL))
        """
    }

    private func statement(_ handOver: HandOver, fence: SQL, by worker: Worker) -> SQL {
        """
        \(fence), fated AS (
            SELECT mine.*,
                   CASE WHEN \(handOver.department) = \(Department.triage) THEN 'triaged'
                        WHEN \(handOver.department) = mine.department THEN 'declined'
                        WHEN mine.hops + 1 > \(rules.maximumHops) THEN 'triaged'
                        ELSE 'offered' END AS fate,
                   CASE WHEN \(handOver.department) = \(Department.triage) THEN 'parked' ELSE 'hops' END AS cause,
                   \(worker.actor)::text AS actor, NULL::text AS told, NULL::text AS holder,
                   \(handOver.reason)::text AS reason,
                   \(handOver.department)::text AS target, \(handOver.time)::interval AS offer_time
              FROM mine
        ), \(waitingAgain())
        \(verdict(unfit: .refused))
        """
    }
}

extension HandOver {
    /// Nobody hands anything over to themselves: the answer then, before anything is written.
    fileprivate func refusal(of worker: Worker) -> [ItemResult]? {
        guard department == worker.department else { return nil }
        return Set(items.map(\.item)).sorted().map { ItemResult(item: $0, outcome: .refused) }
    }
}
