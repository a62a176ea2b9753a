import Postgres
import ServiceRequests

extension Queues {
    /// The lanes of a look and where it begins in each: a step's name and body.
    func lanes(of look: HeadHints.Look) -> SQL {
        let floors = Array(look.floors)
        return """
            lane AS MATERIALIZED (
                SELECT q.queue, p.priority, coalesce(hint.seq, \(look.rest)) AS floor
                  FROM queue q CROSS JOIN (VALUES (1::smallint), (2::smallint), (3::smallint)) AS p (priority)
                  LEFT JOIN unnest(
                      \(floors.map(\.key.queue))::integer[], \(floors.map(\.key.priority))::smallint[],
                      \(floors.map(\.value))::bigint[]
                  ) AS hint (queue, priority, seq) USING (queue, priority)
                 WHERE q.jurisdiction = \(jurisdiction.number) AND q.department = \(look.scope.department)
                   AND (\(look.scope.queue)::text IS NULL OR q.name = \(look.scope.queue)::text)
            )
            """
    }

    /// One statement: the fronts of all lanes, the best items locked lane by lane, taken out of `ready`, leased, and read.
    ///
    /// The fronts are read without locks and only say in which lanes to look; so any number of claims at once share a
    /// department, and none comes back empty while something waits that no other has. The locking reads stand in
    /// MATERIALIZED steps of their own: in a sub-select the planner may run them again and take more rows than the limit.
    func departmentClaim(_ limit: Int, for worker: Worker, lease: Duration, _ look: HeadHints.Look) -> SQL {
        // A claim of one needs none of the steps that tell how many go together.
        let isOne = limit == 1
        let several: SQL = isOne ? "" : departmentSteps(limit)
        let unlessTogether: SQL = isOne ? "" : "WHERE NOT EXISTS (SELECT FROM together)"
        let picked: SQL = isOne ? "SELECT row FROM single" : "SELECT row FROM single UNION ALL SELECT row FROM together"
        let seen: SQL = isOne ? "front" : "head"
        return """
            WITH \(lanes(of: look)), front AS MATERIALIZED (
                SELECT lane.queue, lane.priority, lane.floor, f.seq, f.attempt,
                       row_number() OVER (ORDER BY lane.priority, f.seq) AS place
                  FROM lane CROSS JOIN LATERAL (
                      SELECT r.seq, r.attempt
                        FROM ready r
                       WHERE r.jurisdiction = \(jurisdiction.number)
                         AND r.queue = lane.queue AND r.priority = lane.priority AND r.seq >= lane.floor
                       ORDER BY r.seq
                       LIMIT 1
                  ) AS f
                 ORDER BY lane.priority, f.seq
            )\(several), single AS MATERIALIZED (
                -- Any one item, the best that nobody else holds: one is always alone.
                SELECT p.row
                  FROM front CROSS JOIN LATERAL (
                      SELECT r.ctid AS row
                        FROM ready r
                       WHERE r.jurisdiction = \(jurisdiction.number)
                         AND r.queue = front.queue AND r.priority = front.priority AND r.seq >= front.seq
                       ORDER BY r.seq
                       LIMIT 1
                         FOR UPDATE SKIP LOCKED
                  ) AS p
                 \(unlessTogether)
                 LIMIT 1
            ), \(taking(picked, for: worker, lease: lease)), onward AS (
                -- Where the next look begins: at the first row seen and not taken, or behind all that were seen.
                SELECT array_agg(o.queue) AS queues, array_agg(o.priority) AS priorities, array_agg(o.seq) AS seqs
                  FROM (
                      SELECT h.queue, h.priority, h.floor,
                             coalesce(min(h.seq) FILTER (WHERE taken.item IS NULL), max(h.seq) + 1) AS seq
                        FROM \(seen) h LEFT JOIN taken ON taken.item = h.seq
                       GROUP BY h.queue, h.priority, h.floor
                  ) AS o
                 WHERE o.seq > o.floor
            )
            SELECT CASE WHEN row_number() OVER best = 1 THEN onward.queues END AS lane_queues,
                   CASE WHEN row_number() OVER best = 1 THEN onward.priorities END AS lane_priorities,
                   CASE WHEN row_number() OVER best = 1 THEN onward.seqs END AS lane_seqs,
                   q.name AS queue_name, \(Self.claimedColumns)
              FROM onward LEFT JOIN (
                  \(claimed)
                  JOIN queue q ON q.jurisdiction = \(jurisdiction.number) AND q.queue = taken.queue
              ) ON true
            WINDOW best AS (ORDER BY taken.priority, taken.item)
             ORDER BY taken.priority, taken.item
            """
    }
}
