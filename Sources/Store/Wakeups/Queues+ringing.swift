import Postgres
import Synchronization

extension Queues {
    /// Rings for those of these items that wait for a worker now; called after the commit that made them wait.
    ///
    /// For every move that puts items back or into another queue. One small read where there are items; it never fails,
    /// because whoever waits also looks by itself.
    public func ring(_ items: [Int64]) async {
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
        if let arrivals { bell.ring(arrivals) } else { ringAll() }
    }

    /// Rings for items of which it is not known which they are: every claim that waits looks.
    public func ringAll() { bell.ringAll(in: jurisdiction.number) }

    /// How many claims wait for work of this jurisdiction in this process at this moment.
    public var waitingClaims: Int { bell.room(of: jurisdiction.number).line.withLock(\.waitingCount) }

    /// A place among the claims that wait for a department's work, or for that of one of its queues.
    public func enterLine(for worker: Worker, from queue: String? = nil) -> PlaceInLine {
        PlaceInLine(ClaimScope(department: worker.department, queue: queue), in: bell.room(of: jurisdiction.number))
    }
}
