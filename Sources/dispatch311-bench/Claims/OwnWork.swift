import Postgres
import Store

/// Our own queues filled for a measurement, and worked on with the functions of `Store`.
struct OwnWork: Sendable {
    /// Whose work it is; no catalog names it, so nothing else comes in.
    static let department = "bench"

    let database: BenchDatabase
    let jurisdiction: JurisdictionRow
    let queues: Int

    /// The queues of a migrated database, made where they are missing.
    static func prepare(in database: BenchDatabase, queues: Int) async throws -> OwnWork {
        _ = try await Schema.migrator.migrate(database.configuration)
        let pool = database.pool(1)
        let result: Result<JurisdictionRow, any Error>
        do {
            result = .success(try await Jurisdictions(pool: pool).open(Stage.jurisdiction))
        } catch {
            result = .failure(error)
        }
        await pool.close()
        let work = OwnWork(database: database, jurisdiction: try result.get(), queues: queues)
        try await database.run(PackageResources.own_queues_sql, work.values)
        return work
    }

    /// What the texts ask for.
    var values: [String: any CustomStringConvertible & Sendable] {
        ["jurisdiction": jurisdiction.number, "department": Self.department, "queues": queues]
    }

    /// So many items more wait.
    func fill(_ items: Int) async throws {
        let values = values.merging(["first": 1, "count": items]) { _, new in new }
        try await database.run(PackageResources.own_insert_sql, values)
        try await database.settle()
    }

    /// All items wait again.
    func restore() async throws {
        try await database.run(PackageResources.own_restore_sql, values)
        try await database.settle()
    }

    /// All items wait again; the rest of the database, which may be large, is left alone.
    func requeue() async throws {
        try await database.run(
            """
            DELETE FROM accepted WHERE department = '\(Self.department)';
            DELETE FROM lease WHERE department = '\(Self.department)';
            INSERT INTO ready (jurisdiction, queue, priority, seq, department)
            SELECT jurisdiction, queue, priority, item, department FROM work_item
             WHERE item IN (SELECT item FROM bench_item)
            ON CONFLICT DO NOTHING
            """
        )
        for table in ["ready", "accepted", "lease"] { try await database.run("VACUUM ANALYZE \(table)") }
        try await database.run("CHECKPOINT")
    }

    /// Takes all items and their requests out.
    func clear() async throws {
        try await database.run(
            """
            TRUNCATE accepted, lease, ready, deadline, event, contact, idempotency, work_item, service_request CASCADE;
            DROP TABLE IF EXISTS bench_item
            """
        )
    }

    /// How many items wait.
    func waiting() async throws -> Int {
        try await database.number(
            """
            SELECT count(*) FROM ready r JOIN queue q USING (jurisdiction, queue)
             WHERE q.jurisdiction = \(jurisdiction.number) AND q.department = \(Self.department)
            """
        )
    }

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
