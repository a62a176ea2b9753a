import Postgres
import Subprocess

/// What a held transaction does to each side.
struct HeldRace: Sendable {
    /// A side's two rates, in items a second.
    private struct Rates: Sendable {
        var before = Series()
        var after = Series()
    }

    private static let processes = 2
    private static let clientsEach = 2

    private let stage: Stage
    private let report: BenchReport
    private let options: HeldCommand
    private let sides: [String]
    private let peers: BenchDatabase

    init(stage: Stage, report: BenchReport, options: HeldCommand) async throws {
        (self.stage, self.report, self.options) = (stage, report, options)
        let all = ["dispatch311"] + Peer.all.map(\.name)
        sides = options.sides.map { $0.split(separator: ",").map(String.init) } ?? all
        guard sides.allSatisfy(all.contains) else {
            throw BenchError("expected sides of \(all.joined(separator: ",")), found \(sides.joined(separator: ","))")
        }
        peers = try await stage.databases[0].sibling("peers")
        try await peers.run(PackageResources.peers_payload_sql)
    }

    /// Measures all sides.
    func run() async throws {
        var rates: [String: Rates] = [:]
        for turn in 1...options.repeats {
            for side in sides {
                report.progress("turn \(turn) of \(options.repeats): \(side)")
                let (before, after) =
                    if let peer = Peer.all.first(where: { $0.name == side }) {
                        try await measure(peer)
                    } else {
                        try await measureOwn()
                    }
                rates[side, default: Rates()].before.add(before)
                rates[side, default: Rates()].after.add(after)
            }
        }
        for side in sides {
            guard let series = rates[side] else { continue }
            try report.print("held/\(side)/before", series.before, "items/s")
            try report.print("held/\(side)/with-transaction", series.after, "items/s")
        }
        let own = rates["dispatch311"].map { $0.after.median / $0.before.median }
        if let own { try report.print("held/after", own, "of before") }
        for side in sides where side != "dispatch311" {
            guard let series = rates[side] else { continue }
            let kept = series.after.median / series.before.median
            try report.print("held/after/\(side)", kept, "of before", ratio: own.map { $0 / kept })
        }
    }

    // MARK: - Ours

    private func measureOwn() async throws -> (Double, Double) {
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
        await transaction.close()
        guard lines.allSatisfy({ $0.count == 2 }) else {
            throw BenchError("expected two rates of each process, found \(lines)")
        }
        return (lines.reduce(0) { $0 + $1[0] }, lines.reduce(0) { $0 + $1[1] })
    }

    // MARK: - Peers

    private func measure(_ peer: Peer) async throws -> (Double, Double) {
        try await peer.prepare(in: peers, queues: options.queues)
        try await peer.fill(options.items, queues: options.queues, in: peers)
        _ = try await closedLoop(peer, seconds: min(3, options.closed))
        let before = try await closedLoop(peer, seconds: options.closed)
        let transaction = HeldTransaction(database: peers)
        try await transaction.open()
        _ = try await run(peer, seconds: options.hold, rate: Double(options.rate))
        let after = try await closedLoop(peer, seconds: options.closed)
        await transaction.close()
        return (before, after)
    }

    private func closedLoop(_ peer: Peer, seconds: Int) async throws -> Double {
        try await run(peer, seconds: seconds, rate: nil)
    }

    private func run(_ peer: Peer, seconds: Int, rate: Double?) async throws -> Double {
        let scripts = peer.scripts(batch: options.batch, queues: options.queues, isRefilled: true)
        let program = PgBench(database: peers, folder: stage.folder, clients: Self.clientsEach)
        let batch = Double(options.batch)
        let each = rate.map { $0 / batch / Double(Self.processes) }
        return try await withThrowingTaskGroup(of: Double.self) { group in
            for _ in 0..<Self.processes {
                group.addTask { try await program.run(scripts, for: .seconds(seconds), rate: each).perSecond * batch }
            }
            return try await group.reduce(0, +)
        }
    }
}
