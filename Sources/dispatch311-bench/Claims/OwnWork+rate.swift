import Postgres
import Store

extension OwnWork {
    /// Claims and accepts about so many items with so many clients at once, and gives the items a second.
    func rate(of items: Int, batch: Int, clients: Int) async throws -> Double {
        let pool = database.pool(clients, as: .department)
        let queues = Queues(
            pools: DatabasePools(intake: pool, department: pool, service: pool),
            jurisdiction: jurisdiction
        )
        let result: Result<Double, any Error>
        do {
            // Connections are opened and statements prepared before the clock starts.
            _ = try await work(queues, until: clients * batch * 4, batch: batch, clients: clients)
            let start = ContinuousClock.now
            let done = try await work(queues, until: items, batch: batch, clients: clients)
            result = .success(Double(done) / ((ContinuousClock.now - start) / .seconds(1)))
        } catch {
            result = .failure(error)
        }
        await pool.close()
        return try result.get()
    }

    private func work(_ queues: Queues, until items: Int, batch: Int, clients: Int) async throws -> Int {
        let tally = ItemTally()
        let lanes = self.queues
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    var turn = client * 19
                    while tally.count < items {
                        turn += 1
                        let taken = try await Self.turn(queues, batch: batch, queue: turn % lanes, client: client)
                        guard taken > 0 else { throw BenchError("expected waiting items, found an empty queue") }
                        tally.add(taken)
                    }
                }
            }
            try await group.waitForAll()
        }
        return tally.count
    }

    /// One claim and its acceptance; how many items.
    static func turn(_ queues: Queues, batch: Int, queue: Int, client: Int) async throws -> Int {
        let worker = Worker(department: department, name: "client-\(client)")
        guard
            let claim = try await queues.claim(
                batch,
                for: worker,
                from: "\(department)/\(queue)",
                lease: .seconds(300)
            )
        else { return 0 }
        let words = claim.items.map { Acceptance(item: $0.item) }
        let results = try await queues.accept(words, under: claim.lease, by: worker)
        guard results.allSatisfy({ $0.outcome == .ok }) else {
            throw BenchError("expected ok for every item, found \(Set(results.map(\.outcome.rawValue)).sorted())")
        }
        return claim.items.count
    }
}
