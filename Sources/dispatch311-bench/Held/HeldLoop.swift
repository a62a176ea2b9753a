import Postgres
import Store

/// Clients that claim, accept and refill with our own functions.
struct HeldLoop: Sendable {
    private let work: OwnWork
    private let batch: Int
    private let clients: Int
    private let refill: SQL
    private let pool: PostgresPool
    private let owner: PostgresPool
    private let own: Queues

    init(work: OwnWork, batch: Int, clients: Int, refill: SQL) {
        (self.work, self.batch, self.clients, self.refill) = (work, batch, clients, refill)
        pool = work.database.pool(clients, as: .department)
        owner = work.database.pool(clients)
        own = Queues(
            pools: DatabasePools(intake: pool, department: pool, service: pool),
            jurisdiction: work.jurisdiction
        )
    }

    /// The statement that puts a batch of new items in.
    static func refill(_ work: OwnWork, batch: Int) async throws -> SQL {
        let lowest = try await work.database.number("SELECT min(number) FROM service_request")
        let count = try await work.database.number("SELECT count(*) FROM service_request")
        let values = work.values.merging(["batch": batch, "lowest": lowest, "requests": count]) { _, new in new }
        return SQL(unescaped: TextTemplate(PackageResources.own_refill_sql).filled(values))
    }

    /// Works for some seconds, as fast as it goes or at so many items a second, and gives the items a second.
    func run(for seconds: Double, rate: Double?) async throws -> Double {
        let start = ContinuousClock.now
        let tally = ItemTally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask { try await run(client, from: start, for: seconds, rate: rate, tally) }
            }
            try await group.waitForAll()
        }
        // At a rate a client ends before the time does, when it has nothing more to begin.
        return Double(tally.count) / max(seconds, (ContinuousClock.now - start) / .seconds(1))
    }

    private func run(
        _ client: Int,
        from start: ContinuousClock.Instant,
        for seconds: Double,
        rate: Double?,
        _ tally: ItemTally
    ) async throws {
        let end = start + .seconds(seconds)
        var turn = client * 19
        var next = start
        while ContinuousClock.now < end {
            if let rate {
                if next >= end { return }
                try await Task.sleep(until: next)
                next += .seconds(Double(batch * clients) / rate)
            }
            turn += 1
            tally.add(try await OwnWork.turn(own, batch: batch, queue: turn % work.queues, client: client))
            _ = try await owner.execute(refill)
        }
    }

    /// Closes its connections.
    func close() async {
        await pool.close()
        await owner.close()
    }
}
