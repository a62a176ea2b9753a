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
        let several: SQL = isOne ? "" : queueSteps(limit)
        let unlessTogether: SQL = isOne ? "" : "WHERE NOT EXISTS (SELECT FROM together)"
        let picked: SQL = isOne ? "" : "SELECT row FROM together UNION ALL"
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
                 ORDER BY p.priority
            )\(several), picked AS MATERIALIZED (
                \(picked)
                -- Any one item, the best that nobody else holds.
                SELECT row FROM (
                    SELECT p.row
                      FROM lane CROSS JOIN LATERAL (
                          SELECT r.ctid AS row
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
            ), \(taking("SELECT row FROM picked", for: worker, lease: lease))
            -- Each lane's front in one row of the answer.
            SELECT CASE WHEN taken.item IS NOT DISTINCT FROM (SELECT min(item) FROM taken)
                        THEN onward.queues END AS lane_queues,
                   onward.priorities AS lane_priorities, onward.seqs AS lane_seqs,
                   \(look.scope.queue)::text AS queue_name, \(Self.claimedColumns)
              FROM (
                  SELECT array_agg(place.queue) AS queues, array_agg(lane.priority) AS priorities,
                         array_agg(lane.front) AS seqs
                    FROM place CROSS JOIN lane WHERE lane.front > lane.floor
              ) AS onward LEFT JOIN (
                  \(claimed)
              ) ON true
             ORDER BY taken.priority, taken.item
            """
    }

    /// The steps that find up to `limit` items at once, none of which must be claimed alone.
    private func queueSteps(_ limit: Int) -> SQL {
        """
        , alone AS MATERIALIZED (
            -- However far behind: what comes before it goes together, as soon as it is first it goes by itself.
            SELECT lane.priority, f.seq
              FROM lane CROSS JOIN LATERAL (
                  SELECT r.seq
                    FROM ready r
                   WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = (SELECT queue FROM place)
                     AND r.priority = lane.priority AND r.seq >= lane.front
                     AND r.attempt >= \(rules.attemptsBeforeAlone)
                     -- As the index says it, which is nearly always empty.
                     AND r.attempt >= 2
                   ORDER BY r.seq
                   LIMIT 1
              ) AS f
             ORDER BY lane.priority
             LIMIT 1
        ), stretch AS MATERIALIZED (
            SELECT lane.priority, lane.front,
                   CASE WHEN lane.priority = alone.priority THEN alone.seq ELSE 9223372036854775807 END AS before
              FROM lane LEFT JOIN alone ON true
             WHERE alone.priority IS NULL OR lane.priority <= alone.priority
             ORDER BY lane.priority
        ), together AS MATERIALIZED (
            -- Locked row by row as they are taken: what another claim holds is passed over for the next.
            SELECT p.row
              FROM stretch CROSS JOIN LATERAL (
                  SELECT r.ctid AS row
                    FROM ready r
                   WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = (SELECT queue FROM place)
                     AND r.priority = stretch.priority AND r.seq >= stretch.front AND r.seq < stretch.before
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
