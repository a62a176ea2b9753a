import Postgres
import Store

/// What must be true of a jurisdiction's tables at every instant, asked in one statement and so in one snapshot.
struct Invariants {
    let pool: PostgresPool
    let jurisdiction: JurisdictionRow

    /// What breaks them; nothing, or something is wrong.
    func breaches() async throws(PostgresError) -> [String] {
        try await pool.query(statement) { row throws(PostgresError) in try row.decode(String.self) }
    }

    private var statement: SQL {
        """
        WITH place AS MATERIALIZED (
            SELECT seq AS item, 'ready' AS name, NULL AS holder, queue, priority, attempt
              FROM ready WHERE jurisdiction = \(jurisdiction.number)
            UNION ALL
            SELECT unnest(items), 'lease', department, NULL, NULL, NULL
              FROM lease WHERE jurisdiction = \(jurisdiction.number)
            UNION ALL
            SELECT item, 'accepted', department, NULL, NULL, NULL
              FROM accepted WHERE jurisdiction = \(jurisdiction.number)
        ), item AS MATERIALIZED (
            SELECT w.*, q.department AS queue_department
              FROM work_item w JOIN queue q USING (jurisdiction, queue) WHERE w.jurisdiction = \(jurisdiction.number)
        ), request AS MATERIALIZED (
            SELECT r.number, r.status, r.open_legs, r.department,
                   count(*) FILTER (WHERE i.status = 'open') AS open, count(DISTINCT i.leg) AS legs,
                   min(i.leg) AS first, max(i.leg) AS last, max(i.department) FILTER (WHERE i.leg = 1) AS lead
              FROM service_request r LEFT JOIN item i USING (number)
             WHERE r.jurisdiction = \(jurisdiction.number)
             GROUP BY r.number, r.status, r.open_legs, r.department
        )
        SELECT format('item %s (%s) is in %s', i.item, i.status, coalesce(p.names, 'no place'))
          FROM item i LEFT JOIN (
              SELECT item, count(*) AS places, string_agg(name, ' and ') AS names FROM place GROUP BY item
          ) AS p USING (item)
         WHERE CASE i.status WHEN 'open' THEN coalesce(p.places, 0) <> 1
                             WHEN 'closed' THEN p.places > 0
                             ELSE p.names <> 'lease' END
        UNION ALL
        SELECT format('%s holds item %s, which is none', p.name, p.item)
          FROM place p WHERE p.item NOT IN (SELECT item FROM item)
        UNION ALL
        SELECT format('item %s waits in queue %s, lane %s, attempt %s, and says %s, %s, %s',
                      i.item, p.queue, p.priority, p.attempt, i.queue, i.priority, i.attempt)
          FROM place p JOIN item i USING (item)
         WHERE p.name = 'ready' AND (p.queue, p.priority, p.attempt) <> (i.queue, i.priority, i.attempt)
        UNION ALL
        SELECT format('item %s of %s, offered to %s, is held by %s', i.item, i.department, i.offered_to, p.holder)
          FROM place p JOIN item i USING (item)
         WHERE i.status = 'open' AND CASE p.name
                   WHEN 'lease' THEN p.holder <> coalesce(i.offered_to, i.department)
                   WHEN 'accepted' THEN p.holder <> i.department OR i.offered_to IS NOT NULL END
        UNION ALL
        SELECT format('item %s of %s, offered to %s, stands in a queue of %s',
                      item, department, offered_to, queue_department)
          FROM item WHERE queue_department <> coalesce(offered_to, department)
        UNION ALL
        SELECT format('item %s is offered to %s, and nobody watches for the end', i.item, i.offered_to)
          FROM item i
         WHERE i.offered_to IS NOT NULL AND NOT EXISTS (
             SELECT FROM deadline d
              WHERE d.jurisdiction = \(jurisdiction.number) AND d.item = i.item AND d.kind = 'offer'
                AND d.about = i.offer_expires_at
         )
        UNION ALL
        SELECT format('request %s (%s) says %s open legs of %s to %s and has %s, its first is %s''s',
                      number, status, open_legs, first, last, open, lead)
          FROM request
         WHERE open <> open_legs OR (status = 'open') <> (open > 0) OR department <> lead
            OR first <> 1 OR last <> legs
        LIMIT 50
        """
    }
}
