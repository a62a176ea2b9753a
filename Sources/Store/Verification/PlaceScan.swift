import Postgres

/// Where work items stand: what waits, is leased and is accepted, and the deadlines, held against the items.
///
/// What is open is gathered once and the items are read past it; of the many that are closed nothing is kept.
struct PlaceScan: Sendable {
    /// Which jurisdiction.
    let jurisdiction: Int32

    /// The rules that rows break, by their place in `looks`, and the rows.
    var statement: SQL {
        """
        WITH \(places), \(deadlines), standing AS (
            SELECT item, w.item IS NOT NULL AS is_there, coalesce(w.status, 'no such item') AS status, w.department,
                   w.offered_to, w.offer_expires_at, w.due_at, w.paused_at, w.queue, w.priority, w.attempt,
                   coalesce(p.places, 0) AS places, coalesce(p.leases, 0) AS leases, p.ready_queue, p.ready_priority,
                   p.ready_attempt, p.waits_for, p.holder, q.department AS queue_department,
                   r.department AS return_department,
                   coalesce(w.offer_expires_at = ANY (d.offers), false) AS has_offer_deadline,
                   CASE WHEN w.status = 'open' AND w.paused_at IS NULL AND w.due_at = ANY (d.overdues) IS NOT TRUE THEN EXISTS (
                       -- The few that are late: who took the deadline has told the history.
                       SELECT FROM event e
                        WHERE e.jurisdiction = \(jurisdiction) AND e.number = w.number AND e.item = w.item
                          AND e.kind = 'overdue' AND e.detail ->> 'due' = \(SQL.instant("w.due_at"))
                   ) END AS is_told
              FROM (
                  SELECT item, number, status, department, offered_to, offer_expires_at, due_at, paused_at, queue,
                         return_queue, priority, attempt
                    FROM work_item WHERE jurisdiction = \(jurisdiction)
              ) AS w
              FULL JOIN place p USING (item)
              LEFT JOIN due d USING (item)
              LEFT JOIN queue q ON q.jurisdiction = \(jurisdiction) AND q.queue = w.queue
              LEFT JOIN queue r ON r.jurisdiction = \(jurisdiction) AND r.queue = w.return_queue
             WHERE w.status IS DISTINCT FROM 'closed' OR p.item IS NOT NULL
        )
        \(Self.looks.findings(in: jurisdiction))
        """
    }

    /// The places of each item, in one row.
    private var places: SQL {
        """
        place AS MATERIALIZED (
            SELECT item, count(*) AS places, count(*) FILTER (WHERE is_leased) AS leases, max(queue) AS ready_queue,
                   max(priority) AS ready_priority, max(attempt) AS ready_attempt, max(waits_for) AS waits_for,
                   max(department) AS holder
              FROM (
                  SELECT seq AS item, false AS is_leased, queue, priority, attempt, department AS waits_for,
                         NULL AS department
                    FROM ready
                   WHERE jurisdiction = \(jurisdiction)
                  UNION ALL
                  SELECT unnest(items), true, NULL, NULL, NULL, NULL, department FROM lease
                   WHERE jurisdiction = \(jurisdiction)
                  UNION ALL
                  SELECT item, false, NULL, NULL, NULL, NULL, department FROM accepted
                   WHERE jurisdiction = \(jurisdiction)
              ) AS spot
             GROUP BY item
        )
        """
    }

    /// What each item's deadlines are about; some may be about times that were given up.
    private var deadlines: SQL {
        """
        due AS MATERIALIZED (
            SELECT item, array_agg(about) FILTER (WHERE kind = 'offer') AS offers,
                   array_agg(about) FILTER (WHERE kind = 'overdue') AS overdues
              FROM deadline WHERE jurisdiction = \(jurisdiction) GROUP BY item
        )
        """
    }

    /// What must hold for items that are open or somewhere.
    static let looks = [
        VerificationLook(
            source: "standing",
            rules: [
                VerificationRule(
                    "P4",
                    "An open item is not in exactly one of ready, lease and accepted, or an ended one is in any.",
                    // A cancelled item stays in its lease until the holder hears of it.
                    if: """
                        NOT is_there OR status = 'open' AND places <> 1 OR status = 'closed' AND places <> 0
                        OR status = 'cancelled' AND (places > 1 OR places <> leases)
                        """,
                    row: "format('item %s (%s): in %s places', item, status, places)"
                ),
                VerificationRule(
                    "P4",
                    "A waiting item stands in another queue, lane, attempt or department than its own.",
                    if: """
                        ready_queue IS NOT NULL
                        AND (ready_queue, ready_priority, ready_attempt, waits_for)
                            IS DISTINCT FROM (queue, priority, attempt, coalesce(offered_to, department))
                        """,
                    row: "format('item %s', item)"
                ),
                VerificationRule(
                    "P4",
                    "An open item's queue is another department's than its owner's or its offer's.",
                    if: "status = 'open' AND queue_department IS DISTINCT FROM coalesce(offered_to, department)",
                    row: "format('item %s: in a queue of %s', item, coalesce(queue_department, 'nobody'))"
                ),
                VerificationRule(
                    "P4",
                    "A lease or an acceptance names another department than the item's owner or its offer.",
                    if: """
                        status = 'open' AND holder IS NOT NULL
                        AND (CASE WHEN leases > 0 THEN coalesce(offered_to, department) ELSE department END) <> holder
                        """,
                    row: "format('item %s held by %s', item, holder)"
                ),
                VerificationRule(
                    "P8",
                    "An offered item would go back to a queue that is not its owner's.",
                    if: "offered_to IS NOT NULL AND return_department IS DISTINCT FROM department",
                    row: "format('item %s: to a queue of %s', item, coalesce(return_department, 'nobody'))"
                ),
                VerificationRule(
                    "P8",
                    "An offered item is accepted already.",
                    if: "offered_to IS NOT NULL AND places > 0 AND leases = 0 AND ready_queue IS NULL",
                    row: "format('item %s', item)"
                ),
                VerificationRule(
                    "P7",
                    "Nothing ends an offer that is not taken: it has no deadline.",
                    if: "offered_to IS NOT NULL AND NOT has_offer_deadline",
                    row: "format('item %s', item)"
                ),
                VerificationRule(
                    "P7",
                    "Nobody is told when an open item is late: nothing watches over its date.",
                    // Null where it has one, or is paused or over.
                    if: "NOT is_told",
                    row: "format('item %s: due %s', item, due_at)"
                ),
                VerificationRule(
                    "P7",
                    "The clock of an item stands still that no department has accepted.",
                    if: "paused_at IS NOT NULL AND (places = 0 OR leases > 0 OR ready_queue IS NOT NULL)",
                    row: "format('item %s', item)"
                ),
            ]
        )
    ]
}
