import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The steps that moves are made of; all of them under the locks of `hold`.
extension RequestMoves {
    /// Takes items out of their queues and out of departments' open work.
    func leavePlaces(_ items: [Int64], on connection: isolated PostgresConnection) throws(PostgresError) {
        try connection.execute(
            """
            WITH unqueued AS (
                DELETE FROM ready r USING work_item w
                 WHERE r.jurisdiction = \(jurisdiction.number) AND w.jurisdiction = \(jurisdiction.number)
                   AND w.item = ANY (\(items)::bigint[])
                   AND r.queue = w.queue AND r.priority = w.priority AND r.seq = w.item
            )
            DELETE FROM accepted a WHERE a.jurisdiction = \(jurisdiction.number) AND a.item = ANY (\(items)::bigint[])
            """
        )
    }

    /// Takes items out of leases, whose holders' words about them are stale from then on.
    func leaveLeases(
        _ items: [Int64],
        _ leases: [UUID],
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        guard !leases.isEmpty, !items.isEmpty else { return }
        try connection.execute(
            """
            WITH emptied AS (
                DELETE FROM lease l
                 WHERE l.jurisdiction = \(jurisdiction.number) AND l.lease = ANY (\(leases)::uuid[])
                   AND l.items <@ \(items)::bigint[]
            )
            UPDATE lease l
               SET items = ARRAY(SELECT unnest(l.items) EXCEPT SELECT unnest(\(items)::bigint[]) ORDER BY 1)
             WHERE l.jurisdiction = \(jurisdiction.number) AND l.lease = ANY (\(leases)::uuid[])
               AND l.items && \(items)::bigint[] AND NOT l.items <@ \(items)::bigint[]
            """
        )
    }

    /// Ends items that have left their places, as called off; those in a lease stay there, and their holder hears of it.
    func callOff(
        _ items: [Int64],
        reason: String?,
        by author: Author,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        guard !items.isEmpty else { return }
        try connection.execute(
            """
            WITH gone AS MATERIALIZED (
                SELECT w.item, w.number, w.department, w.offered_to FROM work_item w
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = ANY (\(items)::bigint[])
            ), ended AS (
                UPDATE work_item w
                   SET status = 'cancelled', closed_at = statement_timestamp(), \(Self.noOffer), \(Self.noPause)
                  FROM gone
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = gone.item
            )
            INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, detail)
            SELECT \(jurisdiction.number), number, item, 'cancelled', \(author.actor), department, offered_to,
                   json_strip_nulls(json_build_object('reason', \(reason)::text))
              FROM gone ORDER BY item
            """
        )
    }

    /// Has the clock watch open items by their due dates; what it has told of a date before it does not tell again.
    ///
    /// `notice` is how long before the date it warns; where nobody says, it is a quarter of the time there was.
    func watch(
        _ items: [Int64],
        notice: Duration? = nil,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        try connection.execute(
            """
            WITH dated AS (
                SELECT w.item, w.due_at,
                       w.due_at - coalesce(\(notice)::interval, (w.due_at - w.created_at) / 4) AS warning_at
                  FROM work_item w
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = ANY (\(items)::bigint[])
                   AND w.status = 'open' AND w.due_at IS NOT NULL
            ), watched AS (
                -- A warning that comes too late is none.
                SELECT item, due_at, CASE WHEN warning_at > statement_timestamp() THEN warning_at END AS warning_at
                  FROM dated
            )
            \(Deadlines.rows(of: "watched", in: jurisdiction.number))
            """
        )
    }

    /// Makes an item the first leg, the one whose department residents are told; the first one takes its number.
    func lead(_ item: Int64, of number: Int64, on connection: isolated PostgresConnection) throws(PostgresError) {
        let place = try connection.first(
            "SELECT leg FROM work_item WHERE jurisdiction = \(jurisdiction.number) AND item = \(item)"
        ) { row throws(PostgresError) in try row.decode(Int16.self) }
        guard let place, place != 1 else { return }
        // Three steps: no two legs of a request ever have the same number.
        for (old, new) in [(1, 0), (place, 1), (0, place)] as [(Int16, Int16)] {
            try connection.execute(
                """
                UPDATE work_item SET leg = \(new)
                 WHERE jurisdiction = \(jurisdiction.number) AND number = \(number) AND leg = \(old)
                """
            )
        }
    }

    /// Back with the owner: nobody is offered it any more.
    static var noOffer: SQL {
        "queue = coalesce(w.return_queue, w.queue), offered_to = NULL, return_queue = NULL, offer_expires_at = NULL"
    }

    /// Its clock runs.
    static var noPause: SQL { "paused_at = NULL, pause_reason = NULL" }
}
