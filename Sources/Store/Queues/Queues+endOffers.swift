import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Queues {
    private struct DueOffer: Sendable {
        let item: Int64
        /// When, as the database writes it: to the microsecond.
        let at: String
    }

    private struct Ended: Sendable {
        let deadlines: Int
        let items: [Int64]
    }

    /// Ends the offers whose time is past, the longest past first, at most so many: the items wait with their owners
    /// again, taken from the workers they were offered to where one has them.
    ///
    /// Any number of processes may do this at once. Who accepts before an offer is ended is still heard. An item that
    /// is claimed at this very moment is left for the next sweep.
    public func endOffers(limit: Int = 100) async throws(StoreError) -> Lapse {
        let ended = try await inTransaction { connection throws(PostgresError) in
            let due = try connection.query(
                """
                SELECT item, at::text FROM deadline
                 WHERE jurisdiction = \(jurisdiction.number) AND kind = 'offer' AND at <= statement_timestamp()
                 ORDER BY at, item
                 LIMIT \(limit)
                   FOR UPDATE SKIP LOCKED
                """
            ) { row throws(PostgresError) in
                let (item, at) = try row.decode(Int64.self, String.self)
                return DueOffer(item: item, at: at)
            }
            guard !due.isEmpty else { return Ended(deadlines: 0, items: []) }
            let items = due.map(\.item)
            let leases = try lockPlaces(of: items, on: connection)
            return try end(due, out: leases, on: connection)
        }
        await ring(ended.items)
        return Lapse(deadlines: ended.deadlines, items: ended.items.count)
    }

    /// Locks the leases that hold items, then the items: nobody moves them but by a claim, which takes from `ready` only.
    ///
    /// Gives the leases. A claim may have taken an item in between, so the next statement looks again with a view of its
    /// own, and finds such an item neither in `ready` nor in these leases.
    private func lockPlaces(
        of items: [Int64],
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [UUID] {
        let leases = try connection.query(
            """
            SELECT lease FROM lease
             WHERE jurisdiction = \(jurisdiction.number) AND items && \(items)::bigint[]
             ORDER BY lease
               FOR UPDATE
            """
        ) { row throws(PostgresError) in try row.decode(UUID.self) }
        try connection.execute(
            """
            SELECT FROM work_item
             WHERE jurisdiction = \(jurisdiction.number) AND item = ANY (\(items)::bigint[])
             ORDER BY item
               FOR NO KEY UPDATE
            """
        )
        return leases
    }

    private func end(
        _ due: [DueOffer],
        out leases: [UUID],
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Ended {
        let statement: SQL = """
            WITH due AS MATERIALIZED (
                SELECT d.item, d.at, d.about FROM deadline d
                  JOIN unnest(\(due.map(\.item))::bigint[], \(due.map(\.at))::text[]) AS u (item, at)
                    ON d.item = u.item AND d.at = u.at::timestamptz
                 WHERE d.jurisdiction = \(jurisdiction.number) AND d.kind = 'offer'
            ), lapsed AS MATERIALIZED (
                -- Answered since, and perhaps offered anew: then this deadline means nothing any more.
                SELECT w.item, w.number, w.leg, w.queue, w.priority, w.attempt, w.hops, w.department, w.offered_to,
                       w.offer_expires_at, w.return_queue
                  FROM work_item w JOIN due ON w.item = due.item AND w.offer_expires_at = due.about
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.status = 'open' AND w.offered_to IS NOT NULL
            ), waited AS (
                DELETE FROM ready r USING lapsed
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = lapsed.queue
                   AND r.priority = lapsed.priority AND r.seq = lapsed.item
                RETURNING r.seq AS item
            ), held AS MATERIALIZED (
                SELECT l.lease, l.items FROM lease l
                 WHERE l.jurisdiction = \(jurisdiction.number) AND l.lease = ANY (\(leases)::uuid[])
            ), found AS MATERIALIZED (
                SELECT item FROM waited
                UNION ALL
                SELECT lapsed.item FROM lapsed JOIN held ON lapsed.item = ANY (held.items)
            ), rest AS MATERIALIZED (
                SELECT held.lease,
                       ARRAY(SELECT unnest(held.items) EXCEPT SELECT item FROM lapsed ORDER BY 1) AS items
                  FROM held
            ), emptied AS (
                DELETE FROM lease l USING rest
                 WHERE l.jurisdiction = \(jurisdiction.number) AND l.lease = rest.lease
                   AND cardinality(rest.items) = 0
            ), shrunk AS (
                UPDATE lease l SET items = rest.items FROM rest
                 WHERE l.jurisdiction = \(jurisdiction.number) AND l.lease = rest.lease
                   AND cardinality(rest.items) BETWEEN 1 AND cardinality(l.items) - 1
            ), done AS (
                DELETE FROM deadline d USING due
                 WHERE d.jurisdiction = \(jurisdiction.number) AND d.at = due.at AND d.item = due.item
                   AND d.kind = 'offer'
                   AND (due.item NOT IN (SELECT item FROM lapsed) OR due.item IN (SELECT item FROM found))
                RETURNING d.item
            ), fated AS (
                SELECT lapsed.*, 'offer_expired' AS fate, \(Author.service.actor)::text AS actor,
                       NULL::text AS reason, \(Self.nothingElse)
                  FROM lapsed JOIN found USING (item)
            ),
            -- One row that should not be there must not keep every other offer from ending.
            \(waitingAgain(conflict: "ON CONFLICT ON CONSTRAINT ready_key DO NOTHING"))
            SELECT (SELECT count(*) FROM done), ARRAY(SELECT item FROM found)
            """
        let ended = try connection.first(statement) { row throws(PostgresError) in
            let (deadlines, items) = try row.decode(Int.self, [Int64].self)
            return Ended(deadlines: deadlines, items: items)
        }
        guard let ended else { throw PostgresError(.decoding, detail: "expected a row (offers), found none") }
        return ended
    }
}
