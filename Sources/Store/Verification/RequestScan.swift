import Postgres
import ServiceRequests

/// Everything about service requests, their legs and their history, a range of numbers at a time.
///
/// Requests, items and events all have keys that begin with the request's number, so that a range of each is read once,
/// in order, and fits in memory, however large the tables are.
struct RequestScan: Sendable {
    /// Which jurisdiction.
    let jurisdiction: Int32
    /// Decisions in events up to this number are from before versions were kept.
    let unversionedUntil: Int64
    /// The numbers: after the first, up to the last.
    let numbers: (after: Int64, through: Int64)

    /// One statement: the rules that rows break, by their place in `looks`, and the rows; then how many requests and
    /// items there are, under -1 and -2.
    var statement: SQL {
        """
        WITH request AS MATERIALIZED (
            SELECT number, status, open_legs, bounces, parent FROM service_request
             WHERE jurisdiction = \(jurisdiction) AND number > \(numbers.after) AND number <= \(numbers.through)
        ), item AS MATERIALIZED (
            SELECT number, item, status, department, offered_to, hops FROM work_item
             WHERE jurisdiction = \(jurisdiction) AND number > \(numbers.after) AND number <= \(numbers.through)
        ), \(history), \(steps), \(summaries), \(decisions)
        \(Self.looks.findings(in: jurisdiction))
        UNION ALL SELECT -1, (SELECT count(*) FROM request)::text
        UNION ALL SELECT -2, (SELECT count(*) FROM item)::text
        """
    }

    /// The events, and what their decisions name.
    private var history: SQL {
        """
        history AS MATERIALIZED (
            SELECT e.number, e.event, e.item, e.kind, e.department, e.counterpart, told.is_decision,
                   e.xid::text::bigint >= newest.transaction AS is_ahead,
                   d.catalog_version AS catalog,
                   CASE json_typeof(d.layer_versions) WHEN 'object' THEN d.layer_versions::text ELSE '{}' END AS versions,
                   CASE json_typeof(d.layers) WHEN 'array' THEN d.layers::text ELSE '[]' END AS layers
              FROM event e
             CROSS JOIN (
                 -- What transactions stand by, as the database counts them, and the next one of them.
                 SELECT event_horizon()::text::bigint - pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                            + pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS transaction
             ) AS newest
             CROSS JOIN LATERAL (
                 SELECT e.event > \(unversionedUntil)
                            AND (e.kind = 'submitted' OR e.kind = 'rerouted' AND e.detail -> 'decision' IS NOT NULL)
             ) AS told (is_decision)
             CROSS JOIN LATERAL json_to_record(
                 CASE WHEN NOT told.is_decision OR json_typeof(e.detail) <> 'object' THEN '{}'::json
                      WHEN e.kind = 'submitted' THEN e.detail
                      WHEN json_typeof(e.detail -> 'decision') = 'object' THEN e.detail -> 'decision'
                      ELSE '{}'
                 END
             ) AS d (catalog_version text, layer_versions json, layers json)
             WHERE e.jurisdiction = \(jurisdiction) AND e.number > \(numbers.after) AND e.number <= \(numbers.through)
        )
        """
    }

    /// The events of items, each with what came before it: the last acceptance, the last time the item left somebody,
    /// the last offer, the last word between two departments; and of the whole request the last correction and reopening.
    private var steps: SQL {
        """
        turn AS (
            SELECT h.*,
                   max(event) FILTER (WHERE item IS NULL AND kind IN ('rerouted', 'reopened')) OVER request AS reset,
                   max(event) FILTER (WHERE item IS NULL AND kind = 'reopened') OVER request AS request_reopened
              FROM history h
             WHERE kind NOT IN ('submitted', 'closed', 'note', 'question', 'answer', 'confirmed', 'linked', 'contact_seen')
            WINDOW request AS (PARTITION BY number ORDER BY event)
        ), step AS MATERIALIZED (
            SELECT number, item, event, kind, department, counterpart, reset, request_reopened,
                   max(event) FILTER (WHERE kind = 'accepted') OVER before AS accepted,
                   max(event) FILTER (WHERE \(Self.leaves)) OVER before AS leaving,
                   max(event) FILTER (WHERE kind = 'completed') OVER before AS completed,
                   max(event) FILTER (WHERE kind = 'reopened') OVER before AS reopened,
                   max(event) FILTER (WHERE kind = 'offered') OVER before AS offer,
                   max(event) FILTER (WHERE \(Self.isBetween)) OVER before AS word
              FROM turn
             WHERE item IS NOT NULL
            WINDOW before AS (PARTITION BY number, item ORDER BY event
                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ), answer AS (
            -- What says yes or no to an offer, beside that offer.
            SELECT s.*, o.counterpart AS asked
              FROM step s LEFT JOIN step o ON o.event = s.offer AND o.kind = 'offered'
        )
        """
    }

    /// What the history says of each request and of each item, in one row.
    private var summaries: SQL {
        """
        told AS (
            SELECT number, min(event) AS first, min(event) FILTER (WHERE kind = 'submitted') AS submitted,
                   count(*) FILTER (WHERE kind = 'submitted') AS submissions,
                   coalesce(max(event) FILTER (WHERE kind = 'closed'), 0) AS closed,
                   coalesce(max(event) FILTER (WHERE kind = 'reopened'), 0) AS reopened,
                   count(*) FILTER (WHERE kind IN ('offered', 'triaged')) AS bounces,
                   count(*) FILTER (WHERE kind = 'rerouted' AND item IS NULL) AS reroutes,
                   count(*) FILTER (WHERE kind = 'rerouted' AND item IS NULL AND department <> counterpart) AS moving_reroutes,
                   bool_or(is_ahead) AS is_ahead
              FROM history GROUP BY number
        ), legs AS (
            SELECT number, count(*) AS legs, count(*) FILTER (WHERE status = 'open') AS open FROM item GROUP BY number
        ), whole_request AS MATERIALIZED (
            SELECT number, r.number IS NOT NULL AS is_there, r.status, r.open_legs, r.bounces, r.parent, t.first, t.submitted,
                   t.submissions, t.closed, t.reopened, t.bounces AS told_bounces, t.reroutes, t.moving_reroutes,
                   t.is_ahead, l.legs, coalesce(l.open, 0) AS open,
                   CASE WHEN r.parent IS NOT NULL THEN coalesce(
                       (SELECT p.parent IS NULL FROM service_request p
                         WHERE p.jurisdiction = \(jurisdiction) AND p.number = r.parent), false
                   ) END AS has_original
              FROM request r FULL JOIN told t USING (number) FULL JOIN legs l USING (number)
        ), life AS (
            SELECT number, item,
                   coalesce(max(event) FILTER (WHERE kind = 'accepted'), 0) AS accepted,
                   coalesce(max(event) FILTER (WHERE \(Self.leaves)), 0) AS leaving,
                   coalesce(max(event) FILTER (WHERE kind = 'completed'), 0) AS completed,
                   coalesce(max(event) FILTER (WHERE kind = 'reopened'), 0) AS reopened,
                   coalesce(max(event) FILTER (WHERE kind = 'offered'), 0) AS offer,
                   coalesce(max(event) FILTER (WHERE \(Self.isBetween)), 0) AS word
              FROM history
             WHERE item IS NOT NULL
             GROUP BY number, item
        ), whole_item AS MATERIALIZED (
            SELECT number, item, i.item IS NOT NULL AS is_there, i.status, i.department, i.offered_to, i.hops,
                   coalesce(l.accepted, 0) AS accepted, coalesce(l.leaving, 0) AS leaving,
                   coalesce(l.completed, 0) AS completed, coalesce(l.reopened, 0) AS reopened,
                   coalesce(l.offer, 0) AS offer, coalesce(l.word, 0) AS word,
                   o.offerer, o.asked,
                   coalesce(t.reroutes, 0) AS reroutes, coalesce(z.reset, 0) AS reset,
                   -- Asked one by one, and only of open items.
                   CASE WHEN i.status = 'open' THEN coalesce(
                       (SELECT true FROM accepted a WHERE a.jurisdiction = \(jurisdiction) AND a.item = i.item), false
                   ) END AS is_accepted
              FROM item i FULL JOIN life l USING (number, item)
              LEFT JOIN (
                  SELECT event, department AS offerer, counterpart AS asked FROM step WHERE kind = 'offered'
              ) AS o ON o.event = l.offer
              LEFT JOIN told t USING (number)
              LEFT JOIN (
                  SELECT number, max(event) AS reset FROM history
                   WHERE item IS NULL AND kind IN ('rerouted', 'reopened') GROUP BY number
              ) AS z USING (number)
        )
        """
    }

    /// Decisions whose versions were never in force together; many requests have few combinations, each looked up once.
    private var decisions: SQL {
        """
        decision AS MATERIALIZED (
            SELECT number, catalog, versions, layers FROM history WHERE is_decision
        ), unpublished AS MATERIALIZED (
            SELECT d.* FROM (SELECT DISTINCT catalog, versions, layers FROM decision) AS d
             WHERE EXISTS (
                       SELECT FROM json_array_elements_text(d.layers::json) AS asked (layer)
                        WHERE d.versions::json -> asked.layer IS NULL
                   )
                OR NOT EXISTS (
                       SELECT FROM publication p
                        WHERE p.jurisdiction = \(jurisdiction) AND p.catalog = d.catalog
                          AND NOT EXISTS (
                                  SELECT layer, version
                                    FROM json_each_text(d.versions::json) AS named (layer, version)
                                  EXCEPT
                                  SELECT l.layer, l.version FROM publication_layer l
                                   WHERE l.jurisdiction = p.jurisdiction AND l.publication = p.publication
                              )
                   )
        ), unpublished_decision AS (
            SELECT d.number, d.catalog, d.versions
              FROM decision d JOIN unpublished u USING (versions, layers)
             WHERE u.catalog IS NOT DISTINCT FROM d.catalog
        )
        """
    }

    /// After these an item may be accepted again.
    private static let leaves: SQL = """
        kind IN (
            'offered', 'declined', 'offer_expired', 'released', 'lease_expired', 'triaged', 'rerouted', 'reopened'
        )
        """

    /// The words that make an offer, answer it or end it.
    private static let isBetween: SQL = """
        kind IN (
            'offered', 'accepted', 'declined', 'offer_expired', 'cancelled', 'triaged', 'rerouted', 'completed', 'reopened'
        )
        """
}
