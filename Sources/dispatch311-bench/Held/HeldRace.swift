/// What a held transaction does to each side.
struct HeldRace: Sendable {
    private static let own = "dispatch311"
    static let processes = 2
    static let clientsEach = 2

    let stage: Stage
    let report: BenchReport
    let options: HeldCommand
    private let sides: [String]
    let peers: BenchDatabase

    init(stage: Stage, report: BenchReport, options: HeldCommand) async throws {
        (self.stage, self.report, self.options) = (stage, report, options)
        let all = [Self.own] + Peer.all.map(\.name)
        sides = options.sides.map { $0.split(separator: ",").map(String.init) } ?? all
        guard sides.allSatisfy(all.contains) else {
            throw BenchError("expected sides of \(all.joined(separator: ",")), found \(sides.joined(separator: ","))")
        }
        peers = try await stage.databases[0].sibling("peers")
        try await peers.run(PackageResources.peers_payload_sql)
    }

    /// Measures all sides.
    func run() async throws {
        var rates: [String: [HeldRates]] = [:]
        for turn in 1...options.repeats {
            for side in Turns.order(sides, turn: turn) {
                report.progress("turn \(turn) of \(options.repeats): \(side)")
                let peer = Peer.all.first { $0.name == side }
                let found = if let peer { try await measure(peer) } else { try await measureOwn() }
                rates[side, default: []].append(found)
            }
        }
        func series(_ side: String, _ value: (HeldRates) -> Double) -> Series {
            (rates[side] ?? []).reduce(into: Series()) { $0.add(value($1)) }
        }
        for side in sides {
            try report.print("held/\(side)/before", series(side) { $0.before }, "items/s")
            try report.print("held/\(side)/at-rate", series(side) { $0.atRate }, "items/s")
            try report.print("held/\(side)/with-transaction", series(side) { $0.after }, "items/s")
        }
        let own = series(Self.own) { $0.after / $0.before }
        try report.print("held/after", own, "of before")
        for side in sides where side != Self.own {
            let kept = series(side) { $0.after / $0.before }
            let ratio = own.values.isEmpty ? nil : own.median / kept.median
            try report.print("held/after/\(side)", kept, "of before", ratio: ratio)
        }
    }
}
