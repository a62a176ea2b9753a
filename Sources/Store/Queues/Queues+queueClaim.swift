import Postgres
import ServiceRequests

extension Queues {
    /// One statement: the best items of one queue locked lane by lane, taken out of `ready`, leased, and read.
    ///
    /// Only what is taken is locked, so that no claim comes back empty while something waits that no other has. The
    /// locking reads stand in MATERIALIZED steps of their own: in a sub-select the planner may run them again and take
    /// more rows than the limit.
    ///
    /// Fewer steps than `departmentClaim` needs: with three lanes nothing has to be known of a lane before it is its turn.
    func queueClaim(_ limit: Int, for worker: Worker, lease: Duration, _ look: HeadHints.Look) -> SQL {
        // One item is always alone.
        let isOne = limit == 1
        let several: SQL = isOne ? "" : several(limit)
        let unlessTogether: SQL = isOne ? "" : "WHERE NOT EXISTS (SELECT FROM together)"
        let picked: SQL = isOne ? "" : "SELECT row, seq, priority, attempt FROM together UNION ALL"
        return """
            WITH place AS MATERIALIZED (
                SELECT q.queue FROM queue q
                 WHERE q.jurisdiction = \(jurisdiction.number) AND q.name = \(look.scope.queue)
                   AND q.department = \(worker.department)
            ), lane AS MATERIALIZED (
                -- From the first row that is there, locked or not: the next look may begin there as well.
                SELECT p.priority, p.floor, f.seq AS front
                  FROM (
                      VALUES (1::smallint, \(look.floor(of: 1))::bigint), (2::smallint, \(look.floor(of: 2))),
                             (3::smallint, \(look.floor(of: 3)))
                  ) AS p (priority, floor) CROSS JOIN LATERAL (
                      SELECT r.seq
                        FROM ready r
                       WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = (SELECT queue FROM place)
                         AND r.priority = p.priority AND r.seq >= p.floor
                       ORDER BY r.seq
                       LIMIT 1
                  ) AS f
            )\(several), picked AS MATERIALIZED (
                \(picked)
                -- Any one item, the best that nobody else holds.
                SELECT * FROM (
                    SELECT p.*
                      FROM lane CROSS JOIN LATERAL (
                          SELECT r.ctid AS row, r.seq, r.priority, r.attempt
                            FROM ready r
                           WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = (SELECT queue FROM place)
                             AND r.priority = lane.priority AND r.seq >= lane.front
                           ORDER BY r.seq
                           LIMIT 1
                             FOR UPDATE SKIP LOCKED
                      ) AS p
                     \(unlessTogether)
                     LIMIT 1
                ) AS single
            ), taken AS (
                -- By their places, which do not change: they are locked, and nothing updates this table. By its key the
                -- planner, who takes the table for small, might walk over every row that an old transaction keeps.
                DELETE FROM ready r
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.ctid = ANY (ARRAY(SELECT row FROM picked))
            ), granted AS (
                INSERT INTO lease (jurisdiction, department, holder, items, expires_at)
                SELECT \(jurisdiction.number), \(worker.department), \(worker.name),
                       array_agg(seq ORDER BY seq), statement_timestamp() + \(lease)
                  FROM picked
                HAVING count(*) > 0
                RETURNING lease, expires_at
            )
            -- Each lane's front in the first row of the answer.
            SELECT CASE WHEN first.seq IS NOT DISTINCT FROM p.seq THEN onward.queues END AS lane_queues,
                   CASE WHEN first.seq IS NOT DISTINCT FROM p.seq THEN onward.priorities END AS lane_priorities,
                   CASE WHEN first.seq IS NOT DISTINCT FROM p.seq THEN onward.seqs END AS lane_seqs,
                   p.lease, p.expires_at, p.seq AS item, p.attempt, p.priority,
                   \(look.scope.queue)::text AS queue_name, w.number, w.leg, w.due_at, s.service_code, s.latitude,
                   s.longitude, s.address, s.description, s.attributes, s.requested_at, w.hops, w.offer_expires_at,
                   CASE WHEN w.offered_to IS NOT NULL THEN w.department END AS offered_by
              FROM (
                  SELECT array_agg(place.queue) AS queues, array_agg(lane.priority) AS priorities,
                         array_agg(lane.front) AS seqs
                    FROM place CROSS JOIN lane WHERE lane.front > lane.floor
              ) AS onward
              LEFT JOIN (SELECT seq FROM picked LIMIT 1) AS first ON true
              LEFT JOIN (
                  (SELECT * FROM granted CROSS JOIN picked) AS p
                  JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = p.seq
                  JOIN service_request s ON s.jurisdiction = \(jurisdiction.number) AND s.number = w.number
              ) ON true
             ORDER BY p.priority, p.seq
            """
    }

    /// The steps that find up to `limit` items at once, none of which must be claimed alone.
    private func several(_ limit: Int) -> SQL {
        """
        , alone AS MATERIALIZED (
            SELECT r.priority, r.seq
              FROM ready r
             WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = (SELECT queue FROM place)
               AND r.attempt >= \(rules.attemptsBeforeAlone)
               -- As the index has it, which is nearly always empty.
               AND r.attempt >= 2
             ORDER BY r.priority, r.seq
             LIMIT 1
        ), stretch AS MATERIALIZED (
            SELECT lane.priority, lane.front,
                   CASE WHEN lane.priority = alone.priority THEN alone.seq ELSE 9223372036854775807 END AS before
              FROM lane LEFT JOIN alone ON true
             WHERE alone.priority IS NULL OR lane.priority <= alone.priority
             ORDER BY lane.priority
        ), together AS MATERIALIZED (
            -- Locked row by row as they are taken: what another claim holds is passed over for the next.
            SELECT p.*
              FROM stretch CROSS JOIN LATERAL (
                  SELECT r.ctid AS row, r.seq, r.priority, r.attempt
                    FROM ready r
                   WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = (SELECT queue FROM place)
                     AND r.priority = stretch.priority AND r.seq >= stretch.front AND r.seq < stretch.before
                     -- One that others' claims have brought forward is not seen above.
                     AND r.attempt < \(rules.attemptsBeforeAlone)
                   ORDER BY r.seq
                   -- A constant, so that the planner knows how little it is.
                   LIMIT 200
                     FOR UPDATE SKIP LOCKED
              ) AS p
             LIMIT \(limit)
        )
        """
    }
}
