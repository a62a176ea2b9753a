import Postgres

extension Queues {
    /// Every queue that ever had work, by name; of one department, or of all.
    ///
    /// Reads each hot table once; meant for people who look, not for workers that poll.
    public func counts(department: String? = nil) async throws(StoreError) -> [QueueCount] {
        try await onConnection(as: department.map(own) ?? .service) {
            connection throws(PostgresError) in
            try connection.query(
                """
                WITH wanted AS MATERIALIZED (
                    SELECT q.queue, q.name, q.department FROM queue q
                     WHERE q.jurisdiction = \(jurisdiction.number)
                       AND (\(department)::text IS NULL OR q.department = \(department)::text)
                ), waiting AS (
                    SELECT r.queue, count(*) AS items, min(w.created_at) AS oldest
                      FROM wanted
                      JOIN ready r ON r.jurisdiction = \(jurisdiction.number) AND r.queue = wanted.queue
                      JOIN work_item w ON w.jurisdiction = r.jurisdiction AND w.item = r.seq
                     GROUP BY r.queue
                ), held AS (
                    SELECT unnest(items) AS item FROM lease
                     WHERE jurisdiction = \(jurisdiction.number)
                       AND (\(department)::text IS NULL OR department = \(department)::text)
                ), leased AS (
                    SELECT w.queue, count(*) AS items
                      FROM held JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = held.item
                     -- What was cancelled stays in a lease only until its holder has heard of it.
                     WHERE w.status = 'open'
                     GROUP BY w.queue
                ), taken AS (
                    SELECT w.queue, count(*) AS items
                      FROM accepted a
                      JOIN work_item w ON w.jurisdiction = a.jurisdiction AND w.item = a.item
                     WHERE a.jurisdiction = \(jurisdiction.number)
                       AND (\(department)::text IS NULL OR a.department = \(department)::text)
                     GROUP BY w.queue
                )
                SELECT q.name, q.department, coalesce(waiting.items, 0), coalesce(leased.items, 0),
                       coalesce(taken.items, 0),
                       floor(extract(epoch FROM statement_timestamp() - waiting.oldest))::bigint
                  FROM wanted q
                  LEFT JOIN waiting USING (queue)
                  LEFT JOIN leased USING (queue)
                  LEFT JOIN taken USING (queue)
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

    /// Whether anything waits for a worker: a look that takes and locks nothing.
    public func hasWork(for worker: Worker, in queue: String? = nil) async throws(StoreError) -> Bool {
        let hints = bell.room(of: jurisdiction.number).hints
        let look = hints.begin(ClaimScope(department: worker.department, queue: queue))
        let isFound: Bool?
        do throws(StoreError) {
            isFound = try await onConnection(as: own(worker.department)) { connection throws(PostgresError) in
                try connection.first(
                    """
                    WITH \(lanes(of: look))
                    SELECT EXISTS (
                        SELECT FROM lane CROSS JOIN LATERAL (
                            SELECT FROM ready r
                             WHERE r.jurisdiction = \(jurisdiction.number)
                               AND r.queue = lane.queue AND r.priority = lane.priority AND r.seq >= lane.floor
                             LIMIT 1
                        ) AS f
                    )
                    """
                ) { row in try row.decode(Bool.self) }
            }
        } catch {
            hints.abandon(look)
            throw error
        }
        guard isFound == true else {
            hints.end(look, leaving: [:], taken: nil)
            return false
        }
        // The claim that follows looks itself, at whole lanes where this did.
        hints.abandon(look)
        return true
    }

    /// Whether there has ever been a queue of this name.
    public func isKnown(_ name: String) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT EXISTS (
                    SELECT FROM queue WHERE jurisdiction = \(jurisdiction.number) AND name = \(name)
                )
                """
            ) { row in try row.decode(Bool.self) }
        } ?? false
    }
}
