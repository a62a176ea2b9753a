import Glibc

/// A search for the rate, then the overload, and what came of both.
struct OverloadRun: Sendable {
    let site: ChaosSite
    let report: BenchReport
    let options: OverloadCommand

    /// How often the search tries a higher load.
    private static let mostSteps = 5

    /// Measures, prints, and gives what went against a promise.
    func measure() async throws -> [String] {
        let server = site.servers[0]
        try server.start()
        try await server.waitUntilReady(site.client, within: .seconds(120))
        guard let process = server.current else { return ["expected a server, found none"] }
        let share = ProcessorShare()
        if let share {
            try await ProcessorShare.confine(process.processID, to: share.server)
            if let postmaster = site.database.processID {
                try await ProcessorShare.confine(postmaster, to: share.server)
            }
            try await ProcessorShare.confine(getpid(), to: share.generator)
        }
        report.header(try await settings(share))
        let memory = ServerMemory(process.processID)
        let search = OverloadLoad(seed: site.plan.seed, port: server.port)
        let rate = try await rate(search)
        guard rate > 0 else { return ["expected the server to acknowledge something, found nothing"] }
        let offered = rate * options.factor
        report.progress("\(options.seconds) s at \(Int(offered)) requests/s")
        let load = OverloadLoad(seed: site.plan.seed + 1, port: server.port)
        let watch = Task { await memory.watch() }
        defer { watch.cancel() }
        let pass = try await load.run(
            connections: options.openConnections,
            for: .seconds(options.seconds),
            rate: offered
        )
        memory.look()
        watch.cancel()
        report.progress("looking up what was acknowledged")
        var lost = 0
        for load in [search, load] { lost += try await self.lost(load) }
        let verdict = OverloadVerdict(
            offered: offered,
            factor: options.factor,
            pass: pass,
            tally: load.result,
            memory: memory,
            lost: lost,
            refusalLimit: options.refusalLimit,
            memoryLimit: options.memoryLimit
        )
        try print(verdict, acknowledged: search.result.acknowledged.count + load.result.acknowledged.count)
        return verdict.faults
    }

    private func settings(_ share: ProcessorShare?) async throws -> [(name: String, value: String)] {
        let database = BenchDatabase(
            configuration: try site.database.configuration(),
            socketFolder: site.database.socketFolder ?? "",
            logFolder: site.plan.folder.logs
        )
        return try await database.settings() + [
            (name: "seed", value: "\(site.plan.seed)"),
            (
                name: "search",
                value: "\(options.connections) connections in a closed loop, then \(options.factor) times "
                    + "what was acknowledged until that is no more; each \(options.search) s"
            ),
            (
                name: "overload",
                value: "\(options.factor) times what was acknowledged last, for \(options.seconds) s, "
                    + "at most \(options.openConnections) connections"
            ),
            (
                name: "load generator",
                value: share.map {
                    "on \($0.generator.count) processors, the server and PostgreSQL on \($0.server.count) others"
                }
                    ?? "on the same processor as the server"
            ),
            (name: "limits", value: "503 in \(options.refusalLimit) ms, memory \(options.memoryLimit) MiB"),
        ]
    }

    /// What it acknowledges a second under more than it can hold.
    ///
    /// What it does for some seconds when everyone waits for an answer says where to begin: it may be less, because nobody
    /// waits for the slower ones of many, and more, because what a lasting load costs has not come up yet.
    private func rate(_ search: OverloadLoad) async throws -> Double {
        // A server that has just started is slower: what it does at first is not counted.
        try await search.run(connections: options.connections, for: .seconds(max(1, options.search / 3)))
        var rate = try await acknowledged(search, connections: options.connections)
        try report.print("search/closed", rate, "requests/s")
        for _ in 0..<Self.mostSteps where rate > 0 {
            let offered = rate * options.factor
            let found = try await acknowledged(search, connections: options.openConnections, rate: offered)
            try report.print("search/open-at-\(Int(offered))", found, "requests/s")
            let isHeld = found > rate * 1.05
            rate = found
            if !isHeld { break }
        }
        return rate
    }

    /// How many a second were acknowledged of a load of the search.
    private func acknowledged(_ load: OverloadLoad, connections: Int, rate: Double? = nil) async throws -> Double {
        let before = load.result.statuses[200] ?? 0
        let pass = try await load.run(connections: connections, for: .seconds(options.search), rate: rate)
        return Double((load.result.statuses[200] ?? 0) - before) / pass.seconds
    }

    private func print(_ verdict: OverloadVerdict, acknowledged: Int) throws {
        let (tally, pass, memory) = (verdict.tally, verdict.pass, verdict.memory)
        try report.print("open/offered", verdict.offered, "requests/s")
        try report.print("open/offered-to-acknowledged", verdict.excess, "times")
        try report.print("open/sent", verdict.sent, "requests/s")
        try report.print("open/due", Double(pass.due), "requests")
        try report.print("open/never-sent", Double(pass.due - pass.sent), "requests")
        for (status, count) in tally.statuses.sorted(by: { $0.key < $1.key }) {
            try report.print("open/status-\(status)", Double(count) / pass.seconds, "requests/s")
            for (name, times) in [("since-due", tally.sinceIntended), ("since-sent", tally.answered)] {
                let sorted = (times[status] ?? []).sorted()
                for percent in [50.0, 99] {
                    let time = Series.percentile(percent, ofSorted: sorted)
                    try report.print("open/status-\(status)/\(name)/p\(Int(percent))", time, "ms")
                }
                try report.print("open/status-\(status)/\(name)/max", Double(sorted.last ?? 0), "ms")
            }
        }
        try report.print("memory/peak", memory.peak, "MiB")
        try report.print("memory/mean-second-quarter", memory.mean(.second), "MiB")
        try report.print("memory/mean-last-quarter", memory.mean(.last), "MiB")
        try report.print("acknowledged", Double(acknowledged), "requests")
        try report.print("lost", Double(verdict.lost), "requests")
    }

    /// How many of what was acknowledged are not there, or under another id.
    private func lost(_ load: OverloadLoad) async throws -> Int {
        let stored = try await ChaosStored.requests(site.database, seed: load.seed)
        var ids: [Int: UInt64] = [:]
        for request in stored { if let index = request.index { ids[index] = Fingerprint.of(request.id.utf8) } }
        return load.result.acknowledged.count { ids[$0.key] != $0.value }
    }
}
