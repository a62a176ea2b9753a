import Postgres

/// Claim and intake in a database with few closed requests and one with many, in turns.
struct ScaleRace: Sendable {
    /// One of the two.
    private struct Side: Sendable {
        let name: String
        let server: String
        let closed: Int
        let work: OwnWork
        /// Behind the names of its figures; none for the large one, which the promise is about.
        let suffix: String
    }

    let stage: Stage
    let report: BenchReport
    let options: ScaleCommand

    /// Measures both.
    func run() async throws {
        var sides: [Side] = []
        for (index, database) in stage.databases.enumerated() {
            let side = Side(
                name: database.name,
                server: stage.servers[index],
                closed: index == 0 ? ScaleCommand.few : options.closed,
                work: try await OwnWork.prepare(in: database, queues: ScaleCommand.queues),
                suffix: index == 0 ? "/few" : ""
            )
            try await fill(side)
            sides.append(side)
        }
        let load = try Load(forms: SubmissionForms.made(), folder: stage.folder)
        var claims: [String: Series] = [:]
        var intakes: [String: Series] = [:]
        for turn in 1...options.repeats {
            for side in Turns.order(sides, turn: turn) {
                report.progress("turn \(turn) of \(options.repeats): \(side.name)")
                // Ten thousand closed requests would soon not be the most of what is there.
                if turn > 1, side.closed == ScaleCommand.few { try await fill(side) }
                try await side.work.requeue()
                claims[side.name, default: Series()].add(try await claim(side.work))
                try await side.work.database.run("CHECKPOINT")
                let outcome = try await load.run(
                    on: side.server,
                    connections: ScaleCommand.connections,
                    seconds: Double(options.seconds)
                )
                intakes[side.name, default: Series()].add(outcome.perSecond)
            }
        }
        try print("claim", claims, "items/s", sides)
        try print("intake", intakes, "rows/s", sides)
        for side in sides {
            let count = try await side.work.database.number("SELECT count(*) FROM service_request")
            try report.print("scale/requests-at-the-end\(side.suffix)", Double(count), "rows")
        }
    }

    private func claim(_ work: OwnWork) async throws -> Double {
        let amount = options.items * 6 / 10
        let rate = try await work.rate(of: amount, batch: ScaleCommand.batch, clients: ScaleCommand.clients)
        try await work.progress().check(of: options.items, by: work.database.name)
        let seconds = Double(amount) / rate
        if seconds < 5 {
            report.progress("claimed for \((seconds * 10).rounded() / 10) s only: more --items measure better")
        }
        return rate
    }

    private func fill(_ side: Side) async throws {
        try await side.work.clear()
        try await ClosedHistory(work: side.work).fill(side.closed) {
            report.progress("\(side.name): \($0) of \(side.closed)")
        }
        try await side.work.fill(options.items)
        let size = try await side.work.database.number("SELECT pg_database_size(current_database()) / 1000000")
        report.progress("\(side.name): \(size) MB")
    }

    private func print(_ name: String, _ series: [String: Series], _ unit: String, _ sides: [Side]) throws {
        let few = sides.first.flatMap { series[$0.name] }
        for side in sides {
            guard let found = series[side.name] else { continue }
            let ratio = side.suffix.isEmpty ? few.map { found.median / $0.median } : nil
            try report.print("scale/\(name)\(side.suffix)", found, unit, ratio: ratio)
        }
    }
}
