import Postgres
import ServiceRequests

/// How items that wait for a person's decision are found, and of which kind each is: the one rule, for triage itself and
/// for what the board says of it.
///
/// Every look is bounded; see `Triage`.
struct TriageSteps: Sendable {
    let jurisdiction: Int32
    let privacy: PrivacyRule
    /// Metres; see `Triage`.
    let nearness: Double
    /// How many items of triage, how many in quarantine, and how many of the newest are looked at.
    var bound = Triage.bound

    /// Triage has no leg of departments' private requests.
    var viewer: Viewer { Viewer(department: Department.triage, privacy: privacy) }

    /// An event `e` by which an item came back lately from a department that was asked; what its owner takes back did not.
    private var cameBack: SQL {
        """
        (e.kind IN ('declined', 'offer_expired') AND e.at > transaction_timestamp() - \(Triage.bouncing)
            AND CASE WHEN e.kind = 'offer_expired' THEN e.detail ->> 'withdrawn' IS NULL ELSE true END)
        """
    }

    /// The steps: `owned`, the items of triage, `quarantined`, those that wait in its queue of quarantine, and `sorted`, every item with its kind and what its evidence is; `way` is
    /// `triage` in those of triage.
    var sorted: SQL {
        """
        owned AS MATERIALIZED (
            SELECT p.item FROM (
                SELECT r.seq AS item FROM queue q
                  JOIN ready r ON r.jurisdiction = q.jurisdiction AND r.queue = q.queue
                 WHERE q.jurisdiction = \(jurisdiction) AND q.department = \(Department.triage)
                   AND q.name <> \(Department.quarantine)
                UNION ALL
                SELECT unnest(l.items) FROM lease l
                 WHERE l.jurisdiction = \(jurisdiction) AND l.department = \(Department.triage)
                UNION ALL
                SELECT a.item FROM accepted a
                 WHERE a.jurisdiction = \(jurisdiction) AND a.department = \(Department.triage)
            ) AS p ORDER BY p.item LIMIT \(bound + 1)
        ), quarantined AS MATERIALIZED (
            -- By themselves: a flood of them must not hide what else waits for a decision.
            SELECT r.seq AS item FROM queue q
              JOIN ready r ON r.jurisdiction = q.jurisdiction AND r.queue = q.queue
             WHERE q.jurisdiction = \(jurisdiction) AND q.name = \(Department.quarantine)
             ORDER BY r.seq LIMIT \(bound + 1)
        ), recent AS MATERIALIZED (
            -- By their key from behind: never more than these, however many are open.
            SELECT x.item FROM work_item x WHERE x.jurisdiction = \(jurisdiction)
             ORDER BY x.item DESC LIMIT \(bound)
        ), bounced AS MATERIALIZED (
            SELECT e.item FROM event e
             WHERE e.jurisdiction = \(jurisdiction) AND \(cameBack)
             GROUP BY e.item HAVING count(*) >= \(Triage.bounces)
             ORDER BY e.item DESC LIMIT \(bound)
        ), candidate AS MATERIALIZED (
            SELECT w.item, w.number, w.created_at, 'triage' AS way FROM (
                (SELECT item FROM owned LIMIT \(bound)) UNION (SELECT item FROM quarantined LIMIT \(bound))
            ) AS o
              JOIN work_item w ON w.jurisdiction = \(jurisdiction) AND w.item = o.item
             WHERE w.status = 'open'
            UNION ALL
            SELECT w.item, w.number, w.created_at, 'bounced' FROM bounced b
              JOIN work_item w ON w.jurisdiction = \(jurisdiction) AND w.item = b.item
             WHERE w.status = 'open' AND w.department <> \(Department.triage) AND \(viewer.mayRead(in: jurisdiction))
            UNION ALL
            SELECT w.item, w.number, w.created_at, 'edge' FROM recent
              JOIN work_item w ON w.jurisdiction = \(jurisdiction) AND w.item = recent.item
              JOIN ready r ON r.jurisdiction = w.jurisdiction AND r.queue = w.queue
                          AND r.priority = w.priority AND r.seq = w.item
              JOIN service_request s ON s.jurisdiction = w.jurisdiction AND s.number = w.number
             -- Who writes a report near an edge and says on which side it is, has looked.
             WHERE w.status = 'open' AND w.leg = 1 AND w.offered_to IS NULL AND w.department <> \(Department.triage)
               AND coalesce(s.edge_answer, 'unsure') = 'unsure'
               AND NOT EXISTS (SELECT FROM bounced b WHERE b.item = w.item)
               AND \(viewer.mayRead(in: jurisdiction))
        ), told AS MATERIALIZED (
            SELECT c.item, c.way, c.created_at, t.*
              FROM candidate c
             CROSS JOIN LATERAL (
                 SELECT max(e.event) FILTER (WHERE e.kind = 'submitted' OR e.kind = 'rerouted' AND e.item IS NULL)
                            AS decided,
                        max(e.event) FILTER (WHERE e.kind = 'triaged' AND e.item = c.item) AS triaged,
                        max(e.at) FILTER (WHERE e.kind = 'triaged' AND e.item = c.item) AS triaged_at,
                        max(e.event) FILTER (WHERE e.kind IN (
                            'submitted', 'rerouted', 'triaged', 'declined', 'offer_expired', 'reopened'
                        )) AS news,
                        coalesce(max(e.event) FILTER (
                            WHERE CASE WHEN e.kind = 'note' THEN e.detail ->> 'kept' = 'true' END
                        ), 0) AS kept,
                        coalesce(max(e.event) FILTER (WHERE e.kind IN \(Quarantine.ends)), 0) AS ended,
                        count(*) FILTER (WHERE e.item = c.item AND \(cameBack)) AS bounced
                   FROM event e WHERE e.jurisdiction = \(jurisdiction) AND e.number = c.number
             ) AS t
        ), evidence AS MATERIALIZED (
            SELECT o.*, coalesce(d.detail -> 'decision', d.detail) AS decision,
                   t.detail ->> 'reason' AS cause, t.detail ->> 'note' AS note
              FROM (SELECT told.*, c.number FROM told JOIN candidate c USING (item, way)) AS o
              LEFT JOIN event d
                ON d.jurisdiction = \(jurisdiction) AND d.number = o.number AND d.event = o.decided
              LEFT JOIN event t
                ON t.jurisdiction = \(jurisdiction) AND t.number = o.number AND t.event = o.triaged
               AND o.triaged > o.decided
        ), sorted AS MATERIALIZED (
            SELECT item, way, decision, cause, note, bounced, coalesce(triaged_at, created_at) AS since,
                   CASE WHEN way = 'edge' THEN 'edge'
                        WHEN way = 'bounced' THEN 'loop'
                        WHEN kept > news THEN 'other'
                        WHEN cause = 'attempts' THEN 'poison'
                        WHEN cause = 'hops' OR bounced >= \(Triage.bounces) THEN 'loop'
                        WHEN cause = 'undecidable' THEN 'gap'
                        WHEN cause IS NULL AND decision ->> 'triage' = 'quarantine' AND ended < decided THEN 'quarantine'
                        WHEN cause IS NULL AND decision ->> 'triage' <> 'quarantine' THEN 'gap'
                        ELSE 'other' END AS kind
              FROM evidence
             WHERE way = 'triage'
                OR kept < news AND (
                       way = 'bounced'
                       OR (decision #>> '{runner_up,metres}')::double precision
                          <= greatest(\(nearness), (decision ->> 'accuracy_metres')::double precision)
                   )
        )
        """
    }
}
