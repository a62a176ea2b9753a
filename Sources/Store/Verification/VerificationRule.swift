import Postgres

/// A promise as a question to the database: which rows break it.
struct VerificationRule: Sendable {
    /// P1 to P8 of the reliability promises.
    let promise: String
    /// What is wrong with the rows it finds.
    let sentence: String
    /// A SELECT of one text column: the keys of the rows that break the promise.
    let rows: SQL

    /// Every rule, in the order of the promises.
    static let all: [VerificationRule] = [
        VerificationRule(
            promise: "P2",
            sentence: "A service request has no leg.",
            rows: """
                SELECT format('jurisdiction %s, request %s', r.jurisdiction, r.number) FROM service_request r
                 WHERE NOT EXISTS (
                     SELECT FROM work_item w WHERE w.jurisdiction = r.jurisdiction AND w.number = r.number
                 )
                """
        ),
        VerificationRule(
            promise: "P2",
            sentence: "A service request's history does not begin with its one submission.",
            rows: """
                SELECT format('jurisdiction %s, request %s', r.jurisdiction, r.number)
                  FROM service_request r
                  LEFT JOIN (
                      SELECT jurisdiction, number, min(event) AS first,
                             min(event) FILTER (WHERE kind = 'submitted') AS submitted,
                             count(*) FILTER (WHERE kind = 'submitted') AS submissions
                        FROM event GROUP BY jurisdiction, number
                  ) AS e USING (jurisdiction, number)
                 WHERE e.submissions IS DISTINCT FROM 1 OR e.first <> e.submitted
                """
        ),
        VerificationRule(
            promise: "P2",
            sentence: "A closed service request's closing is not in the history.",
            rows: """
                SELECT format('jurisdiction %s, request %s', r.jurisdiction, r.number) FROM service_request r
                 WHERE r.status = 'closed' AND NOT EXISTS (
                     SELECT FROM event e
                      WHERE e.jurisdiction = r.jurisdiction AND e.number = r.number AND e.kind = 'closed'
                 )
                """
        ),
        VerificationRule(
            promise: "P2",
            sentence: "The history tells of a service request that does not exist.",
            rows: """
                SELECT DISTINCT format('jurisdiction %s, request %s', e.jurisdiction, e.number) FROM event e
                 WHERE NOT EXISTS (
                     SELECT FROM service_request r WHERE r.jurisdiction = e.jurisdiction AND r.number = e.number
                 )
                """
        ),
        VerificationRule(
            promise: "P2",
            sentence: "A closed item's completion is not in the history.",
            rows: """
                SELECT format('jurisdiction %s, item %s', w.jurisdiction, w.item) FROM work_item w
                 WHERE w.status = 'closed' AND NOT EXISTS (
                     SELECT FROM event e
                      WHERE e.jurisdiction = w.jurisdiction AND e.number = w.number
                        AND e.item = w.item AND e.kind = 'completed'
                 )
                """
        ),
        VerificationRule(
            promise: "P2",
            sentence: "A decision names versions that were never in force together.",
            // Each decision is parsed once; many requests have few combinations, and each is looked up once.
            rows: """
                WITH decision AS MATERIALIZED (
                    SELECT e.jurisdiction, e.number, d.catalog_version AS catalog,
                           CASE json_typeof(d.layer_versions) WHEN 'object' THEN d.layer_versions::text ELSE '{}' END
                               AS versions,
                           CASE json_typeof(d.layers) WHEN 'array' THEN d.layers::text ELSE '[]' END AS layers
                      FROM event e
                      LEFT JOIN jurisdiction j USING (jurisdiction)
                     CROSS JOIN LATERAL json_to_record(
                         CASE json_typeof(e.detail) WHEN 'object' THEN e.detail ELSE '{}' END
                     ) AS d (catalog_version text, layer_versions json, layers json)
                     WHERE e.kind = 'submitted' AND e.event > coalesce(j.unversioned_until, 0)
                ), unpublished AS MATERIALIZED (
                    SELECT d.* FROM (SELECT DISTINCT jurisdiction, catalog, versions, layers FROM decision) AS d
                     WHERE EXISTS (
                               SELECT FROM json_array_elements_text(d.layers::json) AS asked (layer)
                                WHERE d.versions::json -> asked.layer IS NULL
                           )
                        OR NOT EXISTS (
                               SELECT FROM publication p
                                WHERE p.jurisdiction = d.jurisdiction AND p.catalog = d.catalog
                                  AND NOT EXISTS (
                                          SELECT layer, version
                                            FROM json_each_text(d.versions::json) AS named (layer, version)
                                          EXCEPT
                                          SELECT l.layer, l.version FROM publication_layer l
                                           WHERE l.jurisdiction = p.jurisdiction AND l.publication = p.publication
                                      )
                           )
                )
                SELECT format(
                           'jurisdiction %s, request %s: catalog %s, layers %s', d.jurisdiction, d.number,
                           coalesce(d.catalog, 'none'), d.versions
                       )
                  FROM decision d JOIN unpublished u USING (jurisdiction, versions, layers)
                 WHERE u.catalog IS NOT DISTINCT FROM d.catalog
                """
        ),
        VerificationRule(
            promise: "P3",
            sentence: "An idempotency key names a service request that does not exist.",
            rows: """
                SELECT format('jurisdiction %s, client %s, request %s', i.jurisdiction, i.client, i.number)
                  FROM idempotency i
                 WHERE i.number IS NOT NULL AND NOT EXISTS (
                     SELECT FROM service_request r WHERE r.jurisdiction = i.jurisdiction AND r.number = i.number
                 )
                """
        ),
        VerificationRule(
            promise: "P3",
            sentence: "Two idempotency keys name the same service request.",
            rows: """
                SELECT format('jurisdiction %s, request %s', jurisdiction, number) FROM idempotency
                 WHERE number IS NOT NULL GROUP BY jurisdiction, number HAVING count(*) > 1
                """
        ),
        VerificationRule(
            promise: "P4",
            sentence: "An open item is not in exactly one of ready, lease and accepted, or an ended one is in any.",
            rows: """
                SELECT format(
                           'jurisdiction %s, item %s (%s): in %s places', coalesce(w.jurisdiction, p.jurisdiction),
                           coalesce(w.item, p.item), coalesce(w.status, 'no such item'), coalesce(p.places, 0)
                       )
                  FROM work_item w
                  FULL JOIN (
                      SELECT jurisdiction, item, count(*) AS places, count(*) FILTER (WHERE is_leased) AS leases
                        FROM (
                            SELECT jurisdiction, seq AS item, false AS is_leased FROM ready
                            UNION ALL
                            SELECT jurisdiction, unnest(items), true FROM lease
                            UNION ALL
                            SELECT jurisdiction, item, false FROM accepted
                        ) AS place
                       GROUP BY jurisdiction, item
                  ) AS p USING (jurisdiction, item)
                 WHERE w.item IS NULL
                    OR w.status = 'open' AND coalesce(p.places, 0) <> 1
                    OR w.status = 'closed' AND coalesce(p.places, 0) <> 0
                    -- A cancelled item stays in its lease until the holder hears of it.
                    OR w.status = 'cancelled' AND (coalesce(p.places, 0) > 1 OR coalesce(p.places <> p.leases, false))
                """
        ),
        VerificationRule(
            promise: "P4",
            sentence: "A waiting item stands in another queue, lane or attempt than its own.",
            rows: """
                SELECT format('jurisdiction %s, item %s', r.jurisdiction, r.seq)
                  FROM ready r JOIN work_item w ON w.jurisdiction = r.jurisdiction AND w.item = r.seq
                 WHERE (r.queue, r.priority, r.attempt) IS DISTINCT FROM (w.queue, w.priority, w.attempt)
                """
        ),
        VerificationRule(
            promise: "P4",
            sentence: "A waiting item stands in a queue of another department than its owner or its offer.",
            rows: """
                SELECT format('jurisdiction %s, item %s in %s', r.jurisdiction, r.seq, q.name)
                  FROM ready r
                  JOIN work_item w ON w.jurisdiction = r.jurisdiction AND w.item = r.seq
                  JOIN queue q ON q.jurisdiction = r.jurisdiction AND q.queue = r.queue
                 WHERE q.department <> coalesce(w.offered_to, w.department)
                """
        ),
        VerificationRule(
            promise: "P4",
            sentence: "An offered item would go back to a queue of another department than its owner.",
            rows: """
                SELECT format('jurisdiction %s, item %s to %s', w.jurisdiction, w.item, q.name)
                  FROM work_item w
                  JOIN queue q ON q.jurisdiction = w.jurisdiction AND q.queue = w.return_queue
                 WHERE q.department <> w.department
                """
        ),
        VerificationRule(
            promise: "P4",
            sentence: "A lease or an acceptance names another department than the item's owner or its offer.",
            rows: """
                SELECT format('jurisdiction %s, item %s held by %s', h.jurisdiction, h.item, h.department)
                  FROM (
                      SELECT jurisdiction, unnest(items) AS item, department FROM lease
                      UNION ALL
                      SELECT jurisdiction, item, department FROM accepted
                  ) AS h JOIN work_item w USING (jurisdiction, item)
                 -- A cancelled item is offered to nobody any more, and its holder has not yet heard of it.
                 WHERE w.status = 'open' AND h.department NOT IN (w.department, coalesce(w.offered_to, w.department))
                """
        ),
        VerificationRule(
            promise: "P5",
            sentence:
                "An item was accepted twice without being sent on between, or is accepted without its history saying so.",
            rows: """
                SELECT format('jurisdiction %s, item %s', jurisdiction, item) FROM event
                 WHERE kind IN ('accepted', 'offered', 'triaged', 'rerouted', 'reopened') AND item IS NOT NULL
                 GROUP BY jurisdiction, item
                HAVING count(*) FILTER (WHERE kind = 'accepted') > 1 + count(*) FILTER (WHERE kind <> 'accepted')
                UNION ALL
                SELECT format('jurisdiction %s, item %s', a.jurisdiction, a.item)
                  FROM accepted a JOIN work_item w USING (jurisdiction, item)
                 WHERE NOT EXISTS (
                     SELECT FROM event e
                      WHERE e.jurisdiction = a.jurisdiction AND e.number = w.number
                        AND e.item = a.item AND e.kind = 'accepted'
                 )
                """
        ),
        VerificationRule(
            promise: "P5",
            sentence: "An item was completed more than once.",
            rows: """
                SELECT format('jurisdiction %s, item %s', jurisdiction, item) FROM event
                 WHERE kind = 'completed' GROUP BY jurisdiction, item HAVING count(*) > 1
                """
        ),
        VerificationRule(
            promise: "P7",
            sentence: "The number of open legs is not what the request says.",
            rows: """
                SELECT format('jurisdiction %s, request %s: says %s, has %s', r.jurisdiction, r.number, r.open_legs, o.legs)
                  FROM service_request r
                  JOIN (
                      SELECT jurisdiction, number, count(*) FILTER (WHERE status = 'open') AS legs
                        FROM work_item GROUP BY jurisdiction, number
                  ) AS o USING (jurisdiction, number)
                 WHERE r.open_legs <> o.legs
                """
        ),
        VerificationRule(
            promise: "P7",
            sentence: "Nobody watches over the date of an open item.",
            rows: """
                SELECT format('jurisdiction %s, item %s', w.jurisdiction, w.item) FROM work_item w
                 WHERE w.status = 'open' AND w.paused_at IS NULL
                   AND NOT EXISTS (
                       SELECT FROM deadline d
                        WHERE d.jurisdiction = w.jurisdiction AND d.at = w.due_at AND d.item = w.item
                          AND d.kind = 'overdue' AND d.about = w.due_at
                   )
                   AND NOT EXISTS (
                       SELECT FROM event e
                        WHERE e.jurisdiction = w.jurisdiction AND e.number = w.number AND e.item = w.item
                          AND e.kind = 'overdue' AND e.detail ->> 'due' = \(SQL.instant("w.due_at"))
                   )
                """
        ),
        VerificationRule(
            promise: "P7",
            sentence: "The clock of an item stands still that no department has accepted.",
            rows: """
                SELECT format('jurisdiction %s, item %s', w.jurisdiction, w.item) FROM work_item w
                 WHERE w.paused_at IS NOT NULL AND NOT EXISTS (
                     SELECT FROM accepted a WHERE a.jurisdiction = w.jurisdiction AND a.item = w.item
                 )
                """
        ),
    ]
}
