import Postgres

extension Queues {
    /// Every queue that ever had work, by name; of one department, or of all.
    ///
    /// Reads each hot table once; meant for people who look, not for workers that poll.
    public func counts(department: String? = nil) async throws(StoreError) -> [QueueCount] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                WITH waiting AS (
                    SELECT r.queue, count(*) AS items, min(w.created_at) AS oldest
                      FROM ready r
                      JOIN work_item w ON w.jurisdiction = r.jurisdiction AND w.item = r.seq
                     WHERE r.jurisdiction = \(jurisdiction.number)
                     GROUP BY r.queue
                ), held AS (
                    SELECT unnest(items) AS item FROM lease WHERE jurisdiction = \(jurisdiction.number)
                ), leased AS (
                    SELECT w.queue, count(*) AS items
                      FROM held JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = held.item
                     GROUP BY w.queue
                ), taken AS (
                    SELECT w.queue, count(*) AS items
                      FROM accepted a
                      JOIN work_item w ON w.jurisdiction = a.jurisdiction AND w.item = a.item
                     WHERE a.jurisdiction = \(jurisdiction.number)
                     GROUP BY w.queue
                )
                SELECT q.name, q.department, coalesce(waiting.items, 0), coalesce(leased.items, 0),
                       coalesce(taken.items, 0),
                       floor(extract(epoch FROM statement_timestamp() - waiting.oldest))::bigint
                  FROM queue q
                  LEFT JOIN waiting USING (queue)
                  LEFT JOIN leased USING (queue)
                  LEFT JOIN taken USING (queue)
                 WHERE q.jurisdiction = \(jurisdiction.number)
                   AND (\(department)::text IS NULL OR q.department = \(department)::text)
                 ORDER BY q.department, length(q.name), q.name
                """
            ) { row throws(PostgresError) in
                let (queue, department, waiting, leased, accepted, oldest) = try row.decode(
                    String.self,
                    String.self,
                    Int.self,
                    Int.self,
                    Int.self,
                    Int?.self
                )
                return QueueCount(
                    queue: queue,
                    department: department,
                    waiting: waiting,
                    leased: leased,
                    accepted: accepted,
                    oldestSeconds: oldest
                )
            }
        }
    }
}
