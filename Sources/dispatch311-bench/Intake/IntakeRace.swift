import Glibc
import Postgres
import Store

/// Intake over HTTP and pgbench in turns.
struct IntakeRace: Sendable {
    let stage: Stage
    let report: BenchReport
    let load: Load
    let seconds: Int

    private var database: BenchDatabase { stage.databases[0] }

    /// Measures both, and where indexes are named ours without them.
    func run(connections: [Int], repeats: Int, sparing indexes: [String]) async throws {
        report.progress("warming up")
        _ = try await load.run(on: stage.servers[0], connections: 64, seconds: Double(min(seconds, 5)))
        let jurisdiction = try await Jurisdictions(pool: stage.pool).open(Stage.jurisdiction)
        let rival = try await IntakeRival(of: jurisdiction, in: database, folder: stage.folder)
        let contenders = try await rival.best(seconds: max(2, seconds / 3)) { report.progress($0) }

        var sides = connections.map { Side.own(connections: $0) }
        let spared = try await SparedIndexes(indexes, in: database)
        if !indexes.isEmpty, let first = connections.first { sides.append(.bare(connections: first)) }
        sides += contenders.map { .rival($0) }
        var bare = Series()
        var ours: [Int: Series] = [:]
        var theirs: [String: Series] = [:]
        var shares: (generator: Series, pgbench: Series) = (Series(), Series())
        for turn in 1...repeats {
            for side in Turns.order(sides, turn: turn) {
                try await database.run("CHECKPOINT")
                switch side {
                case .own(let count):
                    report.progress("turn \(turn) of \(repeats): \(count) connections")
                    let outcome = try await load.run(on: stage.servers[0], connections: count, seconds: Double(seconds))
                    ours[count, default: Series()].add(outcome.perSecond)
                    if count == connections.first {
                        shares.generator.add(outcome.processorSeconds / outcome.seconds / Self.processors)
                    }
                    if outcome.lost > 0 { report.progress("lost \(outcome.lost) connections") }
                case .bare(let count):
                    report.progress("turn \(turn) of \(repeats): \(count) connections without the indexes")
                    let outcome = try await spared.spared(in: database) {
                        try await load.run(on: stage.servers[0], connections: count, seconds: Double(seconds))
                    }
                    bare.add(outcome.perSecond)
                case .rival(let contender):
                    report.progress("turn \(turn) of \(repeats): pgbench/\(contender.name)")
                    let before = ProcessorTime.children
                    // As long behind the checkpoint, uncounted, as the load generator has.
                    let rate = try await rival.rate(contender, seconds: seconds, warmUp: Int(Load.warmUp))
                    theirs[contender.name, default: Series()].add(rate)
                    let all = Double(seconds) + Load.warmUp
                    shares.pgbench.add((ProcessorTime.children - before) / all / Self.processors)
                }
            }
        }
        try print(ours, theirs, of: connections)
        if let first = connections.first, let series = ours[first], !indexes.isEmpty {
            let ratio = series.median / bare.median
            try report.print("connections-\(first)/without-indexes", bare, "rows/s", ratio: ratio)
        }
        try report.print("generator/processors", shares.generator, "share of all")
        try report.print("pgbench/processors", shares.pgbench, "share of all")
        if let first = connections.first, let series = ours[first] {
            try await latency(connections: first, rate: series.median / 2, repeats: min(repeats, 3))
        }
    }

    private enum Side: Sendable {
        case own(connections: Int)
        case bare(connections: Int)
        case rival(IntakeRival.Contender)
    }

    /// Ours is compared with the one of pgbench's that is best over all turns.
    private func print(_ ours: [Int: Series], _ theirs: [String: Series], of connections: [Int]) throws {
        guard let best = theirs.max(by: { $0.value.median < $1.value.median }) else { return }
        for count in connections {
            guard let series = ours[count] else { continue }
            try report.print("connections-\(count)/dispatch311", series, "rows/s")
            let ratio = series.median / best.value.median
            try report.print("connections-\(count)/pgbench", best.value, "rows/s", ratio: ratio)
        }
        for (name, series) in theirs.sorted(by: { $0.value.median > $1.value.median }) {
            try report.print("pgbench/\(name)", series, "rows/s")
        }
    }

    private func latency(connections: Int, rate: Double, repeats: Int) async throws {
        var (p50, p99) = (Series(), Series())
        for turn in 1...repeats {
            try await database.run("CHECKPOINT")
            report.progress("turn \(turn) of \(repeats): \(connections) connections at \(Int(rate)) requests/s")
            let outcome = try await load.run(
                on: stage.servers[0],
                connections: connections,
                seconds: Double(seconds),
                rate: rate
            )
            p50.add(outcome.p50)
            p99.add(outcome.p99)
        }
        try report.print("half-rate/p50", p50, "ms")
        try report.print("half-rate/p99", p99, "ms")
    }

    private static var processors: Double { Double(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
