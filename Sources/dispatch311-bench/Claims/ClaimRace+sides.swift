#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ClaimRace {
    /// Fewer are taken than wait, so that no queue runs empty; of one at a time fewer still, because it takes longer.
    private func amount(_ batch: Int) -> Int { batch > 1 ? options.items * 6 / 10 : options.items / 10 }

    func rateOfOwn(_ work: OwnWork, batch: Int) async throws -> Double {
        try await work.restore()
        let rate = try await work.rate(of: amount(batch), batch: batch, clients: options.clients)
        try await work.progress().check(of: options.items, by: ClaimSide.own.name)
        return rate
    }

    func rateOfStatements(
        _ side: ClaimSide,
        _ work: OwnWork,
        _ script: String,
        _ settings: [String: String],
        _ batch: Int
    ) async throws -> Double {
        try await work.restore()
        return try await pgbench([script], in: own, batch, settings, name: side.name) { try await work.progress() }
    }

    // MARK: - Others

    func rate(of peer: Peer, queues: Int, batch: Int) async throws -> Double {
        try await peer.fill(options.items, queues: queues, in: peers)
        let scripts = peer.scripts(batch: batch, queues: queues)
        return try await pgbench(scripts, in: peers, batch, Peer.settings, name: peer.name) {
            try await peer.progress(of: options.items, in: peers, queues: queues)
        }
    }

    func rate(of program: PeerProgram, queues: Int, batch: Int, width: Int?) async throws -> Double {
        guard let programs, let width else {
            throw BenchError("expected a Python with \(program.rawValue), found none")
        }
        return try await programs.rate(
            program,
            seconds: 5,
            items: options.items,
            queues: queues,
            batch: batch,
            width: width,
            on: peers
        )
    }

    /// With what each whole system is fastest; those that cannot take such a batch are left out.
    func bestWidths(queues: Int, batch: Int) async throws -> [PeerProgram: Int] {
        var widths: [PeerProgram: Int] = [:]
        for case .program(let program) in sides {
            guard batch == 1 || program.takesBatches else {
                report.progress("\(program.rawValue) is left out of batch \(batch): it always fetches one item")
                continue
            }
            widths[program] = try await programs?.bestWidth(
                program,
                clients: options.clients,
                items: options.items,
                queues: queues,
                batch: batch,
                on: peers
            ) { report.progress($0) }
        }
        return widths
    }

    // MARK: - pgbench

    private func pgbench(
        _ scripts: [String],
        in database: BenchDatabase,
        _ batch: Int,
        _ settings: [String: String],
        name: String,
        progress: () async throws -> ItemProgress
    ) async throws -> Double {
        if let folder = options.scripts, let first = scripts.first {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(first.utf8).write(to: URL(filePath: "\(folder)/\(name)-batch-\(batch).pgbench"))
        }
        let program = PgBench(database: database, folder: stage.folder, clients: options.clients)
        let each = max(1, amount(batch) / batch / options.clients)
        let outcome = try await program.run(
            scripts,
            for: .transactions(each: each),
            settings: settings,
            reportsStatements: options.statements
        )
        let state = try await progress()
        try state.check(of: options.items, by: name)
        if options.statements { report.progress("\(name), batch \(batch):\n\(outcome.statements)") }
        return Double(state.finished) / outcome.seconds
    }
}
