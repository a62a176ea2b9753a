#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Claim and accept on every side in turns.
struct ClaimRace: Sendable {
    /// Who takes part.
    private enum Side: Sendable {
        case own
        case ownStatements
        case ownStatementsAsOwner
        case peer(Peer)
        case program(String)

        var name: String {
            switch self {
            case .own: "dispatch311"
            case .ownStatements: "dispatch311-sql"
            case .ownStatementsAsOwner: "dispatch311-sql-owner"
            case .peer(let peer): peer.name
            case .program(let name): name
            }
        }
    }

    private let stage: Stage
    private let report: BenchReport
    private let items: Int
    private let clients: Int
    private let sides: [Side]
    private let programs: PeerPrograms?
    private let scripts: String?
    private let showsStatements: Bool
    private let own: BenchDatabase
    private let peers: BenchDatabase

    init(
        stage: Stage,
        report: BenchReport,
        items: Int,
        clients: Int,
        sides wanted: [String]?,
        python: String,
        scripts: String?,
        showsStatements: Bool
    ) async throws {
        self.stage = stage
        self.report = report
        self.items = items
        self.clients = clients
        self.scripts = scripts
        self.showsStatements = showsStatements
        own = stage.databases[0]
        peers = try await own.sibling("peers")
        try await peers.run(PackageResources.peers_payload_sql)
        programs = PeerPrograms(python: python, folder: stage.folder)
        var sides: [Side] = [.own, .ownStatements, .ownStatementsAsOwner]
        sides += Peer.all.map { .peer($0) }
        sides += PeerPrograms.scripts.map { .program($0.name) }
        if let wanted {
            sides = sides.filter { wanted.contains($0.name) }
            guard sides.count == wanted.count else {
                throw BenchError("expected sides by their names, found \(wanted.joined(separator: ","))")
            }
        }
        if programs == nil {
            report.progress("procrastinate and pgqueuer are left out: no Python with them at \(python)")
            sides = sides.filter { if case .program = $0 { false } else { true } }
        }
        self.sides = sides
        for case .program(let name) in sides { _ = try await programs?.run(name, ["schema"], on: peers) }
    }

    /// Measures all sides with so many queues.
    func run(queues: Int, batches: [Int], repeats: Int, suffix: String) async throws {
        let work = try await OwnWork.prepare(in: own, queues: queues)
        try await work.clear()
        try await work.fill(items)
        for case .peer(let peer) in sides { try await peer.prepare(in: peers, queues: queues) }
        for batch in batches {
            let script = try await work.script(batch: batch)
            var rates: [String: Series] = [:]
            for turn in 1...repeats {
                for side in sides {
                    report.progress("\(queues) queues, batch \(batch), turn \(turn) of \(repeats): \(side.name)")
                    let rate = try await rate(of: side, work, script: script, batch: batch)
                    rates[side.name, default: Series()].add(rate)
                }
            }
            try print(rates, batch: batch, suffix: suffix)
        }
    }

    private func print(_ rates: [String: Series], batch: Int, suffix: String) throws {
        for side in sides {
            guard let series = rates[side.name] else { continue }
            let ours: Series? =
                switch side {
                case .own, .ownStatements, .ownStatementsAsOwner: nil
                case .peer: rates["dispatch311-sql"]
                case .program: rates["dispatch311"]
                }
            let ratio = ours.map { $0.median / series.median }
            try report.print("batch-\(batch)/\(side.name)\(suffix)", series, "items/s", ratio: ratio)
        }
        let best = sides.compactMap { side in if case .peer(let peer) = side { rates[peer.name]?.median } else { nil } }
            .max()
        if let best, let ours = rates["dispatch311-sql"] {
            try report.print("batch-\(batch)/best-pattern\(suffix)", best, "items/s", ratio: ours.median / best)
        }
    }

    /// Fewer are taken than wait, so that no queue runs empty; of one at a time fewer still, because it takes longer.
    private func amount(_ batch: Int) -> Int { batch > 1 ? items * 6 / 10 : items / 10 }

    private func rate(of side: Side, _ work: OwnWork, script: String, batch: Int) async throws -> Double {
        switch side {
        case .own:
            try await work.restore()
            return try await work.rate(of: amount(batch), batch: batch, clients: clients)
        case .ownStatements, .ownStatementsAsOwner:
            try await work.restore()
            var settings = work.settings
            if case .ownStatementsAsOwner = side { settings = settings.filter { $0.key == "enable_seqscan" } }
            return try await pgbench([script], in: own, batch, settings, name: side.name) {
                try await work.waiting()
            }
        case .peer(let peer):
            try await peer.fill(items, queues: work.queues, in: peers)
            let scripts = peer.scripts(batch: batch, queues: work.queues)
            return try await pgbench(scripts, in: peers, batch, [:], name: side.name) {
                try await peer.waiting(in: peers, queues: work.queues)
            }
        case .program(let name):
            guard let programs else { throw BenchError("expected a Python with \(name), found none") }
            // Two processes, one a processor; they stop after some seconds, so they cannot run empty either.
            _ = try await programs.run(name, ["fill", "\(items)", "\(work.queues)"], on: peers)
            return try await programs.rate(name, ["work", "5", "\(work.queues)", "\(batch)", "2"], on: peers)
        }
    }

    private func pgbench(
        _ scripts: [String],
        in database: BenchDatabase,
        _ batch: Int,
        _ settings: [String: String],
        name: String,
        waiting: () async throws -> Int
    ) async throws -> Double {
        if let folder = self.scripts, let first = scripts.first {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(first.utf8).write(to: URL(filePath: "\(folder)/\(name)-batch-\(batch).pgbench"))
        }
        let before = try await waiting()
        let program = PgBench(database: database, folder: stage.folder, clients: clients)
        let each = max(1, amount(batch) / batch / clients)
        let outcome = try await program.run(scripts, for: .transactions(each: each), settings: settings)
        let done = before - (try await waiting())
        if showsStatements { report.progress("\(name), batch \(batch):\n\(outcome.statements)") }
        return Double(done) / outcome.seconds
    }
}
