extension HeldRace {
    /// Ours, with two processes of this program.
    func measureOwn() async throws -> HeldRates {
        let database = stage.databases[0]
        let work = try await OwnWork.prepare(in: database, queues: options.queues)
        try await work.clear()
        try await work.fill(options.items)
        let transaction = HeldTransaction(database: database)
        let arguments =
            ["held-worker"] + HeldPlace.arguments(database) + [
                "--closed", "\(options.closed)", "--held", "\(options.hold)", "--rate",
                "\(Double(options.rate) / Double(Self.processes))", "--batch", "\(options.batch)",
                "--queues", "\(options.queues)", "--clients", "\(Self.clientsEach)",
            ]
        let lines = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<Self.processes {
                group.addTask {
                    try await ChildProgram.lines(of: OwnProgram.path(), arguments) { line in
                        // The first closed loop is over.
                        if line == 1 { try await transaction.open() }
                    }.compactMap(Double.init)
                }
            }
            return try await group.reduce(into: [[Double]]()) { $0.append($1) }
        }
        try await transaction.check()
        await transaction.close()
        guard lines.allSatisfy({ $0.count == 3 }) else {
            throw BenchError("expected three rates of each process, found \(lines)")
        }
        func sum(_ place: Int) -> Double { lines.reduce(0) { $0 + $1[place] } }
        try check(sum(1), tolerance: 0, of: "dispatch311")
        return HeldRates(before: sum(0), atRate: sum(1), after: sum(2))
    }

    /// A peer's pattern, with two processes of pgbench.
    func measure(_ peer: Peer) async throws -> HeldRates {
        try await peer.prepare(in: peers, queues: options.queues)
        try await peer.fill(options.items, queues: options.queues, in: peers)
        _ = try await run(peer, seconds: min(3, options.closed), rate: nil)
        let before = try await run(peer, seconds: options.closed, rate: nil)
        let transaction = HeldTransaction(database: peers)
        try await transaction.open()
        let atRate = try await run(peer, seconds: options.hold, rate: Double(options.rate))
        // pgbench draws its pauses at random, so the sum of so many of them varies: three deviations are let pass.
        let batches = Double(options.rate * options.hold) / Double(options.batch)
        try check(atRate, tolerance: 3 / max(1, batches).squareRoot(), of: peer.name)
        let after = try await run(peer, seconds: options.closed, rate: nil)
        try await transaction.check()
        await transaction.close()
        return HeldRates(before: before, atRate: atRate, after: after)
    }

    /// Throws where less was done than the rate asks for: then the transaction was held over less work.
    private func check(_ found: Double, tolerance: Double, of side: String) throws(BenchError) {
        let least = Double(options.rate) * (0.98 - tolerance)
        guard found >= least else {
            throw BenchError(
                """
                expected \(side) to do at least \(Int(least)) of \(options.rate) items/s while the transaction was open, \
                found \(Int(found))
                """
            )
        }
    }

    private func run(_ peer: Peer, seconds: Int, rate: Double?) async throws -> Double {
        let scripts = peer.scripts(batch: options.batch, queues: options.queues, isRefilled: true)
        let program = PgBench(database: peers, folder: stage.folder, clients: Self.clientsEach)
        let batch = Double(options.batch)
        let each = rate.map { $0 / batch / Double(Self.processes) }
        return try await withThrowingTaskGroup(of: Double.self) { group in
            for _ in 0..<Self.processes {
                group.addTask {
                    let outcome = try await program.run(
                        scripts,
                        for: .seconds(seconds),
                        rate: each,
                        settings: Peer.settings
                    )
                    return outcome.perSecond * batch
                }
            }
            return try await group.reduce(0, +)
        }
    }
}
