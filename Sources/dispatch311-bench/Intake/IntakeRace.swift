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

    /// Measures both.
    func run(connections: [Int], repeats: Int) async throws {
        report.progress("warming up")
        let warm = try await load.run(on: stage.servers[0], connections: 64, seconds: Double(min(seconds, 5)))
        if warm.refused > 0 {
            report.progress("refused \(warm.refused) of \(warm.accepted + warm.refused): \(firstLine(warm.complaint))")
        }
        let jurisdiction = try await Jurisdictions(pool: stage.pool).open(Stage.jurisdiction)
        let rival = try await IntakeRival(of: jurisdiction, in: database, folder: stage.folder)
        let (form, clients) = try await rival.best(seconds: max(2, seconds / 3)) { report.progress($0) }

        var ours: [Int: Series] = [:]
        var theirs = Series()
        var shares: (generator: Series, pgbench: Series) = (Series(), Series())
        for turn in 1...repeats {
            for count in connections {
                try await database.run("CHECKPOINT")
                report.progress("turn \(turn) of \(repeats): \(count) connections")
                let outcome = try await load.run(on: stage.servers[0], connections: count, seconds: Double(seconds))
                ours[count, default: Series()].add(outcome.perSecond)
                if count == connections.first {
                    shares.generator.add(outcome.processorSeconds / outcome.seconds / Self.processors)
                }
                if outcome.lost > 0 { report.progress("lost \(outcome.lost) connections") }
            }
            try await database.run("CHECKPOINT")
            report.progress("turn \(turn) of \(repeats): pgbench, \(clients) clients")
            let before = ProcessorTime.children
            theirs.add(try await rival.rate(form, clients: clients, seconds: seconds))
            shares.pgbench.add((ProcessorTime.children - before) / Double(seconds) / Self.processors)
        }
        for count in connections {
            guard let series = ours[count] else { continue }
            try report.print("connections-\(count)/dispatch311", series, "rows/s")
            try report.print("connections-\(count)/pgbench", theirs, "rows/s", ratio: series.median / theirs.median)
        }
        try report.print("pgbench/clients", Double(clients), "clients")
        try report.print("generator/processors", shares.generator, "share of all")
        try report.print("pgbench/processors", shares.pgbench, "share of all")
        if let first = connections.first, let series = ours[first] {
            try await latency(connections: first, rate: series.median / 2, repeats: min(repeats, 3))
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

    private func firstLine(_ text: String?) -> String {
        String((text ?? "").split(separator: "\r\n").last?.prefix(200) ?? "")
    }

    private static var processors: Double { Double(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
