public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Queues {
    private struct Taken: Sendable {
        let lease: UUID
        let expiresAt: Date
        let item: WorkItem
    }

    /// Takes the most urgent, then oldest items of a department's queues, or of one of them, for a while.
    ///
    /// - Parameters:
    ///   - limit: how many at most, 1 to `Claim.maximumItems`; the caller checks.
    ///   - worker: who takes them; its department's queues are the ones that count.
    ///   - queue: one queue by its full name (`nypd/75`); nil for all of the department's.
    ///   - lease: how long, up to `Claim.maximumLease`; the caller checks.
    /// - Returns: nil when nothing was waiting.
    /// - Throws: when the database could not answer; the items, if any were taken, come back when the lease expires.
    public func claim(
        _ limit: Int,
        for worker: Worker,
        from queue: String? = nil,
        lease: Duration
    ) async throws(StoreError) -> Claim? {
        try await onConnection { connection throws(PostgresError) in
            try claim(limit, for: worker, from: queue, lease: lease, on: connection)
        }
    }

    /// The same within a caller's transaction.
    public func claim(
        _ limit: Int,
        for worker: Worker,
        from queue: String?,
        lease: Duration,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Claim? {
        let cipher = jurisdiction.cipher
        let statement = claimStatement(limit: limit, worker: worker, queue: queue, lease: lease)
        let rows: [Taken] = try connection.query(statement) { row in
            let number = try row.decode("number", as: Int64.self)
            let item = WorkItem(
                item: try row.decode("item", as: Int64.self),
                attempt: try row.decode("attempt", as: Int.self) + 1,
                priority: try row.decode("priority", as: Int.self),
                queue: try row.decode("queue_name", as: String.self),
                leg: try row.decode("leg", as: Int.self),
                serviceRequestID: cipher.id(for: number)?.text ?? "",
                serviceCode: try row.decode("service_code", as: String.self),
                latitude: try row.decode("latitude", as: Double?.self),
                longitude: try row.decode("longitude", as: Double?.self),
                address: try row.decode("address", as: String?.self),
                description: try row.decode("description", as: String?.self),
                attributesJSON: try row.decode("attributes", as: String.self),
                requestedAt: try row.decode("requested_at", as: Date.self),
                dueAt: try row.decode("due_at", as: Date?.self),
                offeredBy: try row.decode("offered_by", as: String?.self),
                offerExpiresAt: try row.decode("offer_expires_at", as: Date?.self),
                hops: try row.decode("hops", as: Int.self)
            )
            return Taken(
                lease: try row.decode("lease", as: UUID.self),
                expiresAt: try row.decode("expires_at", as: Date.self),
                item: item
            )
        }
        return rows.first.map { Claim(lease: $0.lease, expiresAt: $0.expiresAt, items: rows.map(\.item)) }
    }

    /// One statement: heads of all lanes, the best of them locked lane by lane, taken out of `ready`, leased, and read.
    ///
    /// The heads are read without locks and only say in which lanes to look; so any number of claims at once share a
    /// department, and none comes back empty while something waits that no other has. The locking read stands in a MATERIALIZED step of its own: in a sub-select the planner may run it again and take
    /// more rows than the limit.
    private func claimStatement(limit: Int, worker: Worker, queue: String?, lease: Duration) -> SQL {
        """
        WITH lane AS MATERIALIZED (
            SELECT q.queue, p.priority
              FROM queue q CROSS JOIN (VALUES (1::smallint), (2::smallint), (3::smallint)) AS p (priority)
             WHERE q.jurisdiction = \(jurisdiction.number) AND q.department = \(worker.department)
               AND (\(queue)::text IS NULL OR q.name = \(queue)::text)
        ), head AS MATERIALIZED (
            SELECT h.queue, h.priority, h.seq
              FROM lane CROSS JOIN LATERAL (
                  SELECT r.queue, r.priority, r.seq
                    FROM ready r
                   WHERE r.jurisdiction = \(jurisdiction.number)
                     AND r.queue = lane.queue AND r.priority = lane.priority
                   ORDER BY r.seq
                   LIMIT \(limit)
              ) AS h
        ), turn AS MATERIALIZED (
            -- How many of the best each lane has; lanes with none of them follow, for when others' claims are faster.
            SELECT h.queue, h.priority, count(*) FILTER (WHERE h.place <= \(limit)) AS share
              FROM (SELECT head.*, row_number() OVER (ORDER BY priority, seq) AS place FROM head) AS h
             GROUP BY h.queue, h.priority
             ORDER BY count(*) FILTER (WHERE h.place <= \(limit)) = 0, h.priority, min(h.seq)
        ), picked AS MATERIALIZED (
            -- Locked inside the lane, row by row as they are taken: what another claim holds is passed over for the next.
            SELECT p.queue, p.priority, p.seq
              FROM turn CROSS JOIN LATERAL (
                  SELECT x.queue, x.priority, x.seq
                    FROM (
                        SELECT r.queue, r.priority, r.seq
                          FROM ready r
                         WHERE r.jurisdiction = \(jurisdiction.number)
                           AND r.queue = turn.queue AND r.priority = turn.priority
                         ORDER BY r.seq
                         -- A constant, so that the planner knows how little it is.
                         LIMIT 200
                           FOR UPDATE SKIP LOCKED
                    ) AS x
                   LIMIT CASE WHEN turn.share > 0 THEN turn.share ELSE \(limit) END
              ) AS p
             LIMIT \(limit)
        ), taken AS (
            DELETE FROM ready r USING picked p
             WHERE r.jurisdiction = \(jurisdiction.number)
               AND r.queue = p.queue AND r.priority = p.priority AND r.seq = p.seq
            RETURNING r.seq AS item, r.priority, r.queue, r.attempt
        ), granted AS (
            INSERT INTO lease (jurisdiction, department, holder, items, expires_at)
            SELECT \(jurisdiction.number), \(worker.department), \(worker.name),
                   array_agg(item ORDER BY item), statement_timestamp() + \(lease)
              FROM taken
            HAVING count(*) > 0
            RETURNING lease, expires_at
        )
        SELECT granted.lease, granted.expires_at, taken.item, taken.attempt, taken.priority, q.name AS queue_name,
               w.number, w.leg, w.due_at, s.service_code, s.latitude, s.longitude, s.address, s.description,
               s.attributes, s.requested_at, w.hops, w.offer_expires_at,
               CASE WHEN w.offered_to IS NOT NULL THEN w.department END AS offered_by
          FROM granted CROSS JOIN taken
          JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = taken.item
          JOIN service_request s ON s.jurisdiction = \(jurisdiction.number) AND s.number = w.number
          JOIN queue q ON q.jurisdiction = \(jurisdiction.number) AND q.queue = taken.queue
         ORDER BY taken.priority, taken.item
        """
    }
}
