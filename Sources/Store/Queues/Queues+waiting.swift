import Postgres
import ServiceRequests

extension Queues {
    /// The steps by which items wait again, in one statement with those that took them out of their places.
    ///
    /// They write the items, whose rows stand under lock, their rows in `ready`, a new offer's deadline, their requests,
    /// and the history.
    ///
    /// They read a step `fated` with the columns of a work item as it stood (item, number, leg, priority, queue, attempt,
    /// hops, department, offered_to, offer_expires_at, return_queue) and of what becomes of it:
    ///
    /// - `fate`: `again`, in the queue it came from, first in its lane, with one more attempt counted; `offered`, in a
    ///   queue of another department; `declined` or `offer_expired`, in the owner's queue; `triaged`, with triage, which
    ///   owns it from then on;
    /// - `target`, `target_queue`, `offer_time`: to whom it is offered, where it waits there, and for how long;
    /// - `actor`, `reason`: who, and why, for the history; `cause`: why triage, a word of ours;
    /// - `told`: the kind of an event that comes before the fate's own (`released`, `lease_expired`), or null; `holder`:
    ///   from whom it was taken for that, where another gave it back.
    ///
    /// `conflict` is what to do about a row of `ready` that should not be there.
    func waitingAgain(conflict: SQL = "") -> SQL {
        """
        moved AS MATERIALIZED (
            SELECT f.item, f.number, f.leg, f.priority, f.fate, f.actor, f.reason, f.told, f.holder, f.cause,
                   f.department AS was, f.offered_to AS offeree,
                   CASE f.fate WHEN 'triaged' THEN \(Department.triage)::text ELSE f.department END AS owner,
                   CASE f.fate WHEN 'offered' THEN f.target WHEN 'again' THEN f.offered_to END AS offer,
                   CASE f.fate WHEN 'offered' THEN statement_timestamp() + f.offer_time
                        WHEN 'again' THEN f.offer_expires_at END AS until,
                   CASE f.fate WHEN 'offered' THEN f.target_queue
                        WHEN 'again' THEN f.queue
                        WHEN 'triaged' THEN (
                            SELECT q.queue FROM queue q
                             WHERE q.jurisdiction = \(jurisdiction.number) AND q.name = \(Department.triage)::text
                        )
                        ELSE f.return_queue END AS queue,
                   CASE f.fate WHEN 'offered' THEN coalesce(
                            f.return_queue, \(Quarantine.left("f.queue", in: jurisdiction.number))
                        )
                        WHEN 'again' THEN f.return_queue END AS back,
                   CASE f.fate WHEN 'again' THEN least(f.attempt + 1, 32767) ELSE 0 END::smallint AS attempt,
                   CASE f.fate WHEN 'offered' THEN least(f.hops + 1, 32767)
                        WHEN 'triaged' THEN 0 ELSE f.hops END::smallint AS hops
              FROM fated f
        ), again AS (
            UPDATE work_item w
               SET department = m.owner, offered_to = m.offer, offer_expires_at = m.until, return_queue = m.back,
                   queue = m.queue, attempt = m.attempt, hops = m.hops
              FROM moved m
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = m.item
        ), waiting AS (
            -- seq is the item's own number, older than any newcomer.
            INSERT INTO ready (jurisdiction, queue, priority, seq, attempt, department)
            SELECT \(jurisdiction.number), queue, priority, item, attempt, coalesce(offer, owner) FROM moved
            \(conflict)
        ), watched AS (
            INSERT INTO deadline (jurisdiction, at, item, kind, about)
            SELECT \(jurisdiction.number), until, item, 'offer', until FROM moved WHERE fate = 'offered'
        ), sent AS (
            -- Two legs of one request may be in one batch: a row is updated only once in a statement.
            SELECT number, count(*) AS times, max(owner) FILTER (WHERE leg = 1 AND owner <> was) AS owner
              FROM moved WHERE fate IN ('offered', 'triaged') GROUP BY number
        ), parent AS MATERIALIZED (
            SELECT s.number FROM service_request s
             WHERE s.jurisdiction = \(jurisdiction.number) AND s.number IN (SELECT number FROM sent)
             ORDER BY s.number
               FOR NO KEY UPDATE OF s
        ), request AS (
            UPDATE service_request s
               SET bounces = least(s.bounces + sent.times, 32767)::smallint,
                   department = coalesce(sent.owner, s.department),
                   service_notice = CASE WHEN sent.owner IS NULL THEN s.service_notice
                       ELSE coalesce(\(notices[Department.triage])::text, s.service_notice) END,
                   updated_at = CASE WHEN sent.owner IS NULL THEN s.updated_at ELSE statement_timestamp() END
              FROM sent JOIN parent USING (number)
             WHERE s.jurisdiction = \(jurisdiction.number) AND s.number = sent.number
        ), history AS (
            INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, detail)
            SELECT \(jurisdiction.number), number, item, kind, actor, department, counterpart, json_strip_nulls(detail)
              FROM (
                  SELECT number, item, 1 AS place, told AS kind, actor, was AS department, offeree AS counterpart,
                         json_build_object('reason', reason, 'holder', holder) AS detail
                    FROM moved WHERE told IS NOT NULL
                  UNION ALL
                  -- Who passes an offer on has said no to it.
                  SELECT number, item, 2, CASE fate WHEN 'offered' THEN 'declined' ELSE fate END, actor, was, offeree,
                         json_build_object('reason', reason)
                    FROM moved WHERE fate IN ('declined', 'offer_expired') OR fate = 'offered' AND offeree IS NOT NULL
                  UNION ALL
                  SELECT number, item, 3, 'offered', actor, was, offer, json_build_object(
                             'reason', reason,
                             'until', to_char(until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                         )
                    FROM moved WHERE fate = 'offered'
                  UNION ALL
                  SELECT number, item, 4, 'triaged', actor, owner, was,
                         json_build_object('reason', cause, 'note', reason)
                    FROM moved WHERE fate = 'triaged'
              ) AS line
             ORDER BY item, place
        )
        """
    }

    /// The fate of an item `mine` that came back without being accepted: to triage where it came back too often.
    var fateOfReturn: SQL {
        """
        CASE WHEN mine.attempt + 1 >= \(rules.maximumAttempts) AND mine.department <> \(Department.triage)
             THEN 'triaged' ELSE 'again' END AS fate, 'attempts' AS cause,
        NULL::text AS target, NULL::integer AS target_queue, NULL::interval AS offer_time
        """
    }
}
