import ArgumentParser
import Glibc
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311-bench overload`: more than a server can hold, for long.
struct OverloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overload",
        abstract: "Submit more than a server can hold, for long, and see what it does.",
        discussion: """
            Finds the rate it holds in a closed loop, then sends at a multiple of it whatever is answered, each \
            submission once. Measures the server's memory, how soon 200 and 503 are answered, and holds what was \
            acknowledged against what is stored. Ends with 1 where anything acknowledged is missing, an answer is \
            neither 200 nor 503, a 503 does not say when to come again, or 99 of 100 of them took longer than promised.
            """
    )

    @Option(help: ArgumentHelp("How long the overload lasts.", valueName: "n")) var seconds = 600
    @Option(help: ArgumentHelp("How much more than it holds.", valueName: "x")) var factor = 1.5
    @Option(help: ArgumentHelp("How long the rate is looked for, in seconds.", valueName: "n")) var search = 15
    @Option(help: ArgumentHelp("Connections of the closed loop.", valueName: "n")) var connections = 64
    @Option(help: ArgumentHelp("Connections of the open loop at most.", valueName: "n")) var openConnections = 800
    @Option(help: ArgumentHelp("How soon 99 of 100 of the 503 come, in milliseconds.", valueName: "n"))
    var refusalLimit = 6000.0
    @Option(help: ArgumentHelp("The city's catalog.", valueName: "dir")) var catalog = "Tests/Support/TinyCity/Catalog"
    @Option(help: ArgumentHelp("The city's boundaries.", valueName: "dir"))
    var geodata = "Tests/Support/TinyCity/GeoData"
    @Flag(help: "Print figures as JSON, one object a line.") var json = false

    func run() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "dispatch311-overload-\(getpid())").path
        let here = FileManager.default.currentDirectoryPath
        let city = [("--catalog", catalog), ("--geodata", geodata)].flatMap { name, folder in
            [name, folder.hasPrefix("/") ? folder : "\(here)/\(folder)"]
        }
        let plan = ChaosSite.Plan(
            folder: ChaosFolder(path: path),
            seed: UInt64.random(in: 1...999_999),
            requests: 0,
            rate: 0,
            lease: 0,
            city: city,
            isAsynchronous: false
        )
        let site = try await ChaosSite.prepare(plan)
        let result: Result<[String], any Error>
        do {
            result = .success(try await ChaosInterruption.watch { try await measure(site) })
        } catch {
            result = .failure(error)
        }
        await site.destroy()
        try? FileManager.default.removeItem(atPath: path)
        let faults = try result.get()
        guard faults.isEmpty else { throw BenchError(faults.joined(separator: "; ")) }
    }

    /// Measures, prints, and gives what went against a promise.
    private func measure(_ site: ChaosSite) async throws -> [String] {
        let report = BenchReport(bench: "overload", isJSON: json)
        let server = site.servers[0]
        try server.start()
        try await server.waitUntilReady(site.client, within: .seconds(120))
        guard let process = server.current else { return ["no server"] }
        report.header([
            (name: "closed loop", value: "\(connections) connections, \(search) s"),
            (name: "open loop", value: "\(factor) times that for \(seconds) s, at most \(openConnections) connections"),
            (name: "load generator", value: "in this process, on the same processors"),
        ])
        let closed = OverloadLoad(seed: site.plan.seed, port: server.port)
        // A server that has just started is slower: what it does at first is not counted.
        try await closed.run(connections: connections, for: .seconds(max(1, search / 3)))
        let warm = closed.result.statuses[200] ?? 0
        let took = try await closed.run(connections: connections, for: .seconds(search))
        let rate = Double((closed.result.statuses[200] ?? 0) - warm) / took
        try report.print("closed/acknowledged", rate, "requests/s")
        guard rate > 0 else { return ["nothing was acknowledged"] }

        let memory = ServerMemory(process.processID)
        let load = OverloadLoad(seed: site.plan.seed + 1, port: server.port)
        let watch = Task { await memory.watch() }
        let length = try await load.run(connections: openConnections, for: .seconds(seconds), rate: rate * factor)
        watch.cancel()
        let tally = load.result
        try report.print("open/offered", rate * factor, "requests/s")
        try report.print("open/sent", Double(tally.statuses.values.reduce(0, +)) / length, "requests/s")
        for (status, count) in tally.statuses.sorted(by: { $0.key < $1.key }) {
            try report.print("open/status-\(status)", Double(count) / length, "requests/s")
            let times = (tally.answered[status] ?? []).sorted()
            try report.print("open/status-\(status)/p50", Self.percentile(50, of: times), "ms")
            try report.print("open/status-\(status)/p99", Self.percentile(99, of: times), "ms")
        }
        let late = tally.sinceIntended.sorted()
        try report.print("open/since-intended/p50", Self.percentile(50, of: late), "ms")
        try report.print("open/since-intended/p99", Self.percentile(99, of: late), "ms")
        try report.print("memory/most", Double(memory.most(.whole)) / 1_048_576, "MiB")
        try report.print("memory/most-second-quarter", Double(memory.most(.secondQuarter)) / 1_048_576, "MiB")
        try report.print("memory/most-last-quarter", Double(memory.most(.lastQuarter)) / 1_048_576, "MiB")
        let lost = try await lost(tally, site)
        try report.print("lost", Double(lost), "requests")
        return faults(tally, lost: lost)
    }

    private func faults(_ tally: OverloadLoad.Tally, lost: Int) -> [String] {
        var faults: [String] = []
        if lost > 0 { faults.append("expected everything acknowledged to be stored, found \(lost) missing") }
        let others = tally.statuses.filter { ![200, 503].contains($0.key) }
        if !others.isEmpty { faults.append("expected 200 or 503, found \(others)") }
        if tally.bare > 0 { faults.append("expected Retry-After with every 503, found \(tally.bare) without") }
        let p99 = Self.percentile(99, of: (tally.answered[503] ?? []).sorted())
        if p99 > refusalLimit { faults.append("expected 503 within \(refusalLimit) ms, found a p99 of \(p99) ms") }
        return faults
    }

    /// How many of what was acknowledged are not there, or under another id.
    private func lost(_ tally: OverloadLoad.Tally, _ site: ChaosSite) async throws -> Int {
        let stored = try await ChaosStored.requests(site.database, seed: site.plan.seed + 1)
        var ids: [Int: UInt64] = [:]
        for request in stored { if let index = request.index { ids[index] = Fingerprint.of(request.id.utf8) } }
        return tally.acknowledged.count { ids[$0.key] != $0.value }
    }

    /// The value that so many of a hundred do not exceed, of values in order.
    private static func percentile(_ percent: Int, of values: [Float]) -> Double {
        guard !values.isEmpty else { return 0 }
        return Double(values[min(values.count - 1, (values.count * percent + 99) / 100 - 1)])
    }
}
