import Boundaries
import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a reroute writes, statement by statement.
extension RequestMoves {
    /// The request itself, and both leads with the whole decision in the history.
    func write(_ steps: RerouteSteps, on connection: isolated PostgresConnection) throws(PostgresError) {
        let correction = steps.correction
        let draft = correction.draft
        try connection.execute(
            """
            WITH old AS MATERIALIZED (
                SELECT service_code, latitude, longitude, address, address_id, attributes, department
                  FROM service_request
                 WHERE jurisdiction = \(jurisdiction.number) AND number = \(steps.held.number)
            ), request AS (
                UPDATE service_request r
                   SET service_code = \(draft.serviceCode), latitude = \(draft.coordinate?.latitude),
                       longitude = \(draft.coordinate?.longitude),
                       address = CASE WHEN \(steps.movesPlace) THEN \(draft.addressText) ELSE r.address END,
                       address_id = CASE WHEN \(steps.movesPlace) THEN \(draft.addressID) ELSE r.address_id END,
                       attributes = \(draft.attributesJSON)::text::jsonb,
                       department = \(correction.decision.department), service_notice = \(correction.notice),
                       is_private = r.is_private OR \(correction.isPrivate),
                       withholds_description = r.withholds_description OR \(correction.withholdsDescription),
                       bounces = least(r.bounces + \(steps.changesDepartment ? 1 : 0), 32767),
                       updated_at = statement_timestamp()
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(steps.held.number)
            )
            INSERT INTO event (jurisdiction, number, kind, actor, department, counterpart, detail)
            SELECT \(jurisdiction.number), \(steps.held.number), 'rerouted', \(steps.author.actor),
                   \(correction.decision.department), department,
                   json_build_object(
                       \(steps.why),
                       'from', json_strip_nulls(json_build_object(
                           'service_code', service_code, 'lat', latitude, 'long', longitude, 'address', address,
                           'address_id', address_id, 'attributes', attributes
                       )),
                       'corrected', \(steps.movesPlace) OR (service_code, attributes) IS DISTINCT FROM (
                           \(draft.serviceCode)::text, \(draft.attributesJSON)::text::jsonb
                       ),
                       'decision', \(correction.decision.json)::text::json
                   )
              FROM old
            """
        )
    }

    /// The legs that wait in another queue, first in its lane for their age.
    func move(_ steps: RerouteSteps, on connection: isolated PostgresConnection) throws(PostgresError) {
        let moved = steps.moved
        guard !moved.isEmpty else { return }
        try connection.execute(
            """
            WITH old AS MATERIALIZED (
                SELECT w.item, w.number, w.department AS owner, w.offered_to, a.department, a.queue,
                       \(steps.due(of: "w", for: "r")) AS due_at, \(steps.lane(of: "w", for: "r")) AS lane
                  FROM unnest(
                      \(moved.map(\.item))::bigint[], \(moved.map(\.department))::text[],
                      \(moved.map { steps.queues[$0.queue] })::integer[]
                  ) AS a (item, department, queue)
                  JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = a.item
                  JOIN service_request r ON r.jurisdiction = \(jurisdiction.number) AND r.number = w.number
            ), item AS (
                UPDATE work_item w
                   SET department = old.department, queue = old.queue, priority = old.lane, attempt = 0,
                       hops = least(w.hops + 1, 32767), offered_to = NULL, return_queue = NULL,
                       offer_expires_at = NULL, \(Self.noPause),
                       due_at = old.due_at
                  FROM old
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = old.item
            ), waiting AS (
                INSERT INTO ready (jurisdiction, queue, priority, seq, department)
                SELECT \(jurisdiction.number), queue, lane, item, department FROM old
            )
            INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, detail)
            SELECT \(jurisdiction.number), number, item, kind, \(steps.author.actor), department, counterpart,
                   json_build_object(\(steps.why))
              FROM (
                  -- Who was offered it hears that there is nothing left to answer.
                  SELECT number, item, 1 AS place, 'offer_expired' AS kind, owner AS department,
                         offered_to AS counterpart
                    FROM old WHERE offered_to IS NOT NULL
                  UNION ALL
                  SELECT number, item, 2, 'rerouted', department, owner FROM old
              ) AS line
             ORDER BY item, place
            """
        )
    }

    /// The legs that stay: only their date and their lane are the new decision's.
    func keep(_ steps: RerouteSteps, on connection: isolated PostgresConnection) throws(PostgresError) {
        let kept = steps.kept
        guard !kept.isEmpty else { return }
        // The lane is part of what a waiting item is found by: out of the old one before the item says the new one.
        try connection.execute(
            """
            WITH kept AS MATERIALIZED (
                SELECT w.item, w.queue, w.priority, \(steps.lane(of: "w", for: "r")) AS lane
                  FROM work_item w
                  JOIN service_request r ON r.jurisdiction = \(jurisdiction.number) AND r.number = w.number
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = ANY (\(kept)::bigint[])
            ), gone AS (
                DELETE FROM ready r USING kept
                 WHERE r.jurisdiction = \(jurisdiction.number) AND kept.lane <> kept.priority
                   AND r.queue = kept.queue AND r.priority = kept.priority AND r.seq = kept.item
                RETURNING r.queue, kept.lane, r.seq, r.attempt, r.department
            )
            INSERT INTO ready (jurisdiction, queue, priority, seq, attempt, department)
            SELECT \(jurisdiction.number), queue, lane, seq, attempt, department FROM gone
            """
        )
        try connection.execute(
            """
            WITH taken AS (
                UPDATE accepted a SET due_at = \(steps.due(of: "a", for: "r"))
                  FROM service_request r
                 WHERE a.jurisdiction = \(jurisdiction.number) AND a.item = ANY (\(kept)::bigint[])
                   AND r.jurisdiction = \(jurisdiction.number) AND r.number = \(steps.held.number)
            )
            UPDATE work_item w SET due_at = \(steps.due(of: "w", for: "r")), priority = \(steps.lane(of: "w", for: "r")),
                   asked_by = NULL
              FROM service_request r
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = ANY (\(kept)::bigint[])
               AND r.jurisdiction = \(jurisdiction.number) AND r.number = \(steps.held.number)
            """
        )
    }

    /// The legs that are new; gives their items in the order of the decision.
    func add(_ steps: RerouteSteps, on connection: isolated PostgresConnection) throws(PostgresError) -> [Int64] {
        let added = steps.added
        guard !added.isEmpty else { return [] }
        return try connection.query(
            """
            WITH next AS MATERIALIZED (
                SELECT nextval('work_item_number') AS item, l.* FROM (
                    SELECT a.department, a.queue, last.leg + a.place AS leg, r.requested_at
                      FROM unnest(
                          \(added.map(\.department))::text[], \(added.map { steps.queues[$0.queue] })::integer[]
                      ) WITH ORDINALITY AS a (department, queue, place)
                     CROSS JOIN (
                         SELECT max(leg) AS leg FROM work_item
                          WHERE jurisdiction = \(jurisdiction.number) AND number = \(steps.held.number)
                     ) AS last
                      JOIN service_request r
                        ON r.jurisdiction = \(jurisdiction.number) AND r.number = \(steps.held.number)
                     ORDER BY a.place
                ) AS l
            ), item AS (
                INSERT INTO work_item (jurisdiction, item, number, due_at, queue, leg, priority, department)
                SELECT \(jurisdiction.number), item, \(steps.held.number),
                       \(steps.due(from: "requested_at")), queue, leg, \(steps.lane), department
                  FROM next
            ), waiting AS (
                INSERT INTO ready (jurisdiction, queue, priority, seq, department)
                SELECT \(jurisdiction.number), queue, \(steps.lane), item, department FROM next
            ), history AS (
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
                SELECT \(jurisdiction.number), \(steps.held.number), item, 'leg_added', \(steps.author.actor),
                       department, json_build_object(\(steps.why))
                  FROM next ORDER BY item
            )
            SELECT item FROM next ORDER BY leg
            """
        ) { row throws(PostgresError) in try row.decode(Int64.self) }
    }

    /// Counts the open legs again.
    func count(_ number: Int64, on connection: isolated PostgresConnection) throws(PostgresError) {
        try connection.execute(
            """
            UPDATE service_request r
               SET open_legs = (
                       SELECT count(*) FROM work_item w
                        WHERE w.jurisdiction = r.jurisdiction AND w.number = r.number AND w.status = 'open'
                   )
             WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(number)
            """
        )
    }
}

extension RerouteSteps {
    /// The lane of the new decision.
    fileprivate var lane: Int16 { Int16(correction.decision.priority.rawValue) }

    /// The lane of an item that was there before: where its date stays, it is no lower than the clock has raised it.
    fileprivate func lane(of item: SQL, for request: SQL) -> SQL {
        """
        CASE WHEN \(item).due_at = \(due(of: item, for: request))
             THEN least(\(item).priority, \(lane)) ELSE \(lane) END
        """
    }

    /// The new date of an item that was there before: of the same service never an earlier one, because a pause that it
    /// has waited out is not waited for again.
    fileprivate func due(of item: SQL, for request: SQL) -> SQL {
        let date = due(from: "\(request).requested_at")
        return keepsService ? "greatest(\(item).due_at, \(date))" : date
    }

    /// The new date, counted from the submission.
    fileprivate func due(from start: SQL) -> SQL {
        .wholeSecond("\(start) + \(correction.dueIn)")
    }
}
