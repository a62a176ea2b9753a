import Postgres
import Store

/// The whole state of a jurisdiction as the tables have it, in the lines of `WorkModel.lines`.
struct TableLines {
    let pool: PostgresPool
    let jurisdiction: JurisdictionRow

    /// All of it, in one snapshot.
    func read() async throws(PostgresError) -> [String] {
        let statements = [requests, items, leases, histories]
        return try await pool.transaction(.repeatableReadReadOnly) { connection throws(PostgresError) in
            var lines: [String] = []
            for statement in statements {
                lines += try connection.query(statement) { row throws(PostgresError) in try row.decode(String.self) }
            }
            return lines
        }
    }

    private var requests: SQL {
        """
        SELECT format('request %s: %s %s legs %s bounces %s reopens %s',
                      number, status, department, open_legs, bounces, reopens)
          FROM service_request WHERE jurisdiction = \(jurisdiction.number)
         ORDER BY number
        """
    }

    private var items: SQL {
        """
        WITH place AS (
            SELECT seq AS item, 'ready' AS name, queue, priority, attempt
              FROM ready WHERE jurisdiction = \(jurisdiction.number)
            UNION ALL
            SELECT unnest(items), 'lease', NULL, NULL, NULL FROM lease WHERE jurisdiction = \(jurisdiction.number)
            UNION ALL
            SELECT item, 'accepted by ' || department, NULL, NULL, NULL FROM accepted WHERE jurisdiction = \(jurisdiction.number)
        )
        SELECT format('item %s: leg %s of %s %s %s %s in %s priority %s attempt %s hops %s %s',
                      w.item, w.leg, w.number, w.status, w.department,
                      CASE WHEN w.offered_to IS NULL THEN 'not offered'
                      ELSE format('offered %s from %s', w.offered_to, back.name) END,
                      q.name, w.priority, w.attempt, w.hops,
                      coalesce(string_agg(
                          p.name || CASE WHEN (p.queue, p.priority, p.attempt) <> (w.queue, w.priority, w.attempt) THEN ' elsewhere' ELSE '' END,
                          ' and ' ORDER BY p.name
                      ), 'nowhere'))
          FROM work_item w
          JOIN queue q USING (jurisdiction, queue)
          LEFT JOIN queue back ON back.jurisdiction = w.jurisdiction AND back.queue = w.return_queue
          LEFT JOIN place p USING (item)
         WHERE w.jurisdiction = \(jurisdiction.number)
         GROUP BY w.jurisdiction, w.item, q.name, back.name
         ORDER BY w.item
        """
    }

    private var leases: SQL {
        """
        SELECT format('lease %s: %s/%s %s', lease, department, holder, array_to_string(items, ','))
          FROM lease WHERE jurisdiction = \(jurisdiction.number)
         ORDER BY lease
        """
    }

    private var histories: SQL {
        """
        SELECT format('history %s: %s', number, string_agg(
                   format('%s(%s %s %s)', kind, item, department, counterpart), ' ' ORDER BY event
               ))
          FROM event WHERE jurisdiction = \(jurisdiction.number) AND kind <> 'due_moved'
         GROUP BY number ORDER BY number
        """
    }
}
