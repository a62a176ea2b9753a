import Postgres

extension WorkBell {
    /// Rings for those of these items that wait for a worker now; called after the commit that made them wait.
    ///
    /// For every move that puts items back or into another queue. One small read where there are items; it never fails,
    /// because whoever waits also looks by itself.
    func ring(_ items: [Int64], in jurisdiction: JurisdictionRow, reading pool: PostgresPool) async {
        guard !items.isEmpty else { return }
        let arrivals = try? await pool.query(
            """
            SELECT r.queue, q.name, count(*), min(r.seq)
              FROM work_item w
              JOIN ready r
                ON r.jurisdiction = \(jurisdiction.number)
               AND r.queue = w.queue AND r.priority = w.priority AND r.seq = w.item
              JOIN queue q ON q.jurisdiction = \(jurisdiction.number) AND q.queue = r.queue
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = ANY (\(items))
             GROUP BY r.queue, q.name
             ORDER BY r.queue
            """
        ) { row throws(PostgresError) in
            let (queue, name, count, lowest) = try row.decode(Int32.self, String.self, Int.self, Int64.self)
            return WorkArrival(
                jurisdiction: jurisdiction.number,
                queue: queue,
                name: name,
                count: count,
                lowest: lowest
            )
        }
        // Where that could not be read, something waits all the same.
        if let arrivals { ring(arrivals) } else { ringAll(in: jurisdiction.number) }
    }
}
