import Postgres
import ServiceRequests

extension Queues {
    /// The steps that find up to `limit` items at once, none of which must be claimed alone.
    func departmentSteps(_ limit: Int) -> SQL {
        """
        , head AS MATERIALIZED (
            -- What could be among the best: the n-th front has n - 1 before it, and its followers each one more.
            SELECT h.queue, h.priority, h.floor, h.seq, h.attempt, row_number() OVER (ORDER BY h.priority, h.seq) AS place
              FROM (
                  SELECT front.queue, front.priority, front.floor, front.seq, front.attempt FROM front
                  UNION ALL
                  SELECT front.queue, front.priority, front.floor, f.seq, f.attempt
                    FROM front CROSS JOIN LATERAL (
                        SELECT r.seq, r.attempt
                          FROM ready r
                         WHERE r.jurisdiction = \(jurisdiction.number)
                           AND r.queue = front.queue AND r.priority = front.priority AND r.seq > front.seq
                         ORDER BY r.seq
                         LIMIT \(limit) - front.place
                    ) AS f
                   WHERE front.place < \(limit)
              ) AS h
        ), alone AS MATERIALIZED (
            SELECT priority, seq, place FROM head
             WHERE attempt >= \(rules.attemptsBeforeAlone)
             ORDER BY place
             LIMIT 1
        ), turn AS MATERIALIZED (
            -- How many of the best each lane has; lanes with none of them follow, for when others' claims are faster.
            SELECT h.queue, h.priority, min(h.seq) AS first, count(*) FILTER (WHERE h.place <= \(limit)) AS share,
                   CASE WHEN h.priority = alone.priority THEN alone.seq ELSE 9223372036854775807 END AS before
              FROM head h LEFT JOIN alone ON true
             WHERE alone.place IS NULL OR h.place < alone.place
             GROUP BY h.queue, h.priority, alone.priority, alone.seq
             ORDER BY count(*) FILTER (WHERE h.place <= \(limit)) = 0, h.priority, min(h.seq)
        ), together AS MATERIALIZED (
            -- Locked inside the lane, row by row as they are taken: what another claim holds is passed over for the next.
            SELECT p.row
              FROM turn CROSS JOIN LATERAL (
                  SELECT x.row
                    FROM (
                        SELECT r.ctid AS row
                          FROM ready r
                         WHERE r.jurisdiction = \(jurisdiction.number)
                           AND r.queue = turn.queue AND r.priority = turn.priority
                           AND r.seq >= turn.first AND r.seq < turn.before
                           -- One that others' claims have brought forward is not seen above.
                           AND r.attempt < \(rules.attemptsBeforeAlone)
                         ORDER BY r.seq
                         -- A constant, so that the planner knows how little it is.
                         LIMIT 200
                           FOR UPDATE SKIP LOCKED
                    ) AS x
                   LIMIT CASE WHEN turn.share > 0 THEN turn.share ELSE \(limit) END
              ) AS p
             LIMIT \(limit)
        )
        """
    }
}
