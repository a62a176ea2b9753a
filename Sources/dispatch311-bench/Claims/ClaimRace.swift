/// Claim and accept on every side in turns.
struct ClaimRace: Sendable {
    let stage: Stage
    let report: BenchReport
    let options: ClaimCommand
    let sides: [ClaimSide]
    let programs: PeerPrograms?
    let own: BenchDatabase
    let peers: BenchDatabase

    init(stage: Stage, report: BenchReport, options: ClaimCommand) async throws {
        (self.stage, self.report, self.options) = (stage, report, options)
        own = stage.databases[0]
        peers = try await own.sibling("peers")
        try await peers.run(PackageResources.peers_payload_sql)
        programs = PeerPrograms(python: options.python, folder: stage.folder)
        var sides = ClaimSide.all
        if let wanted = options.sides?.split(separator: ",").map(String.init) {
            sides = sides.filter { wanted.contains($0.name) }
            guard sides.count == wanted.count else {
                throw BenchError("expected sides by their names, found \(wanted.joined(separator: ","))")
            }
        }
        if programs == nil {
            report.progress("procrastinate and pgqueuer are left out: no Python with them at \(options.python)")
            sides = sides.filter { if case .program = $0 { false } else { true } }
        }
        self.sides = sides
        for case .program(let program) in sides {
            _ = try await programs?.run(program.rawValue, ["schema"], on: peers)
        }
    }

    /// Measures all sides with so many queues.
    func run(queues: Int, batches: [Int], suffix: String) async throws {
        let work = try await OwnWork.prepare(in: own, queues: queues)
        try await work.clear()
        try await work.fill(options.items)
        for case .peer(let peer) in sides { try await peer.prepare(in: peers, queues: queues) }
        for batch in batches {
            let script = try await work.script(batch: batch)
            let widths = try await bestWidths(queues: queues, batch: batch)
            let taking = sides.filter { if case .program(let program) = $0 { widths[program] != nil } else { true } }
            var rates: [String: Series] = [:]
            for turn in 1...options.repeats {
                for side in Turns.order(taking, turn: turn) {
                    report.progress(
                        "\(queues) queues, batch \(batch), turn \(turn) of \(options.repeats): \(side.name)"
                    )
                    let rate =
                        switch side {
                        case .own: try await rateOfOwn(work, batch: batch)
                        case .ownStatements: try await rateOfStatements(side, work, script, work.settings, batch)
                        case .ownStatementsAsOwner:
                            try await rateOfStatements(side, work, script, Peer.settings, batch)
                        case .peer(let peer): try await rate(of: peer, queues: queues, batch: batch)
                        case .program(let program):
                            try await rate(of: program, queues: queues, batch: batch, width: widths[program])
                        }
                    rates[side.name, default: Series()].add(rate)
                }
            }
            try print(rates, batch: batch, suffix: suffix)
        }
    }

    private func print(_ rates: [String: Series], batch: Int, suffix: String) throws {
        for side in sides {
            guard let series = rates[side.name] else { continue }
            let ours = side.opponent.flatMap { rates[$0] }
            let ratio = ours.map { $0.median / series.median }
            try report.print("batch-\(batch)/\(side.name)\(suffix)", series, "items/s", ratio: ratio)
        }
        let best = sides.compactMap { side in if case .peer(let peer) = side { rates[peer.name]?.median } else { nil } }
            .max()
        if let best, let ours = rates[ClaimSide.ownStatements.name] {
            try report.print("batch-\(batch)/best-pattern\(suffix)", best, "items/s", ratio: ours.median / best)
        }
    }
}
