import Glibc
import NIOCore
import Synchronization

/// A server, mutated calls to it, and a bystander before and during.
struct FuzzCallsRun: Sendable {
    let site: ChaosSite
    let report: BenchReport
    let options: FuzzCallsCommand

    /// Calls at the same time.
    private static let lanes = 4

    /// Measures, prints, and gives what went against a promise.
    func measure() async throws -> [String] {
        let server = site.servers[0]
        try server.start()
        try await server.waitUntilReady(site.client, within: .seconds(120))
        guard let process = server.current else { return ["expected a server, found none"] }
        if let share = ProcessorShare() {
            try await ProcessorShare.confine(process.processID, to: share.server)
            if let postmaster = site.database.processID {
                try await ProcessorShare.confine(postmaster, to: share.server)
            }
            try await ProcessorShare.confine(getpid(), to: share.generator)
        }
        report.header([
            (name: "seed", value: "\(site.plan.seed)"),
            (name: "calls", value: "\(options.calls) at \(options.rate)/s, \(Self.lanes) at a time at most"),
            (name: "bystander", value: "services.json every 20 ms, before as long as during"),
        ])
        let memory = ServerMemory(process.processID)
        // A server that has just started is slower.
        let seconds = Double(options.calls) / options.rate
        _ = try await bystander(server.port, for: .seconds(min(5, seconds)))
        let before = try await bystander(server.port, for: .seconds(seconds))
        let watch = Task { await memory.watch() }
        let progress = Progress()
        let port = server.port
        async let listening = bystander(port) { progress.isOver.load(ordering: .relaxed) }
        let tally = try await send(to: port, progress)
        progress.isOver.store(true, ordering: .relaxed)
        let during = try await listening
        memory.look()
        watch.cancel()
        return try verdict(tally, before: before, during: during, memory: memory, isUp: process.isRunning)
    }

    /// What came of the calls.
    struct Tally: Sendable {
        var statuses: [Int: Int] = [:]
        /// What was answered with 5xx, or not at all.
        var broken: [(number: Int, status: Int)] = []
    }

    /// How far the run is.
    private final class Progress: Sendable {
        let next = Atomic(0)
        let tally = Mutex(Tally())
        let isOver = Atomic(false)
    }

    private func send(to port: Int, _ progress: Progress) async throws -> Tally {
        let cases = FuzzCallCases(seed: site.plan.seed)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.lanes {
                group.addTask {
                    var connection: LeanConnection?
                    while true {
                        let number = progress.next.wrappingAdd(1, ordering: .relaxed).oldValue
                        guard number < options.calls else { break }
                        try await Task.sleep(until: start + .seconds(Double(number) / options.rate))
                        if connection?.isOpen != true { connection = try await LeanConnection.open(port) }
                        let bytes = cases.call(number).bytes
                        var status = await connection?.send(bytes).status ?? 0
                        if status == 0 {
                            // The server may have closed a connection that it had said it would while this was sent.
                            connection = try await LeanConnection.open(port)
                            status = await connection?.send(bytes).status ?? 0
                        }
                        progress.tally.withLock { tally in
                            tally.statuses[status, default: 0] += 1
                            if status == 0 || status >= 500 { tally.broken.append((number, status)) }
                        }
                    }
                    await connection?.close()
                }
            }
            try await group.waitForAll()
        }
        return progress.tally.withLock { $0 }
    }

    private func bystander(_ port: Int, for length: Duration) async throws -> [Double] {
        let end = ContinuousClock.now + length
        return try await bystander(port) { ContinuousClock.now >= end }
    }

    /// Asks again and again; how long each answer took, in milliseconds.
    private func bystander(_ port: Int, until isOver: @Sendable () -> Bool) async throws -> [Double] {
        let request = ByteBuffer(string: "GET /open311/v2/services.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        let connection = try await LeanConnection.open(port)
        var times: [Double] = []
        while !isOver() {
            let start = ContinuousClock.now
            let answer = await connection.send(request)
            times.append((ContinuousClock.now - start) / .milliseconds(1))
            guard answer.status == 200 else {
                throw BenchError("expected the bystander to be answered, found \(answer.status)")
            }
            try await Task.sleep(until: start + .milliseconds(20))
        }
        await connection.close()
        return times.sorted()
    }

    private func verdict(
        _ tally: Tally,
        before: [Double],
        during: [Double],
        memory: ServerMemory,
        isUp: Bool
    ) throws -> [String] {
        for (status, count) in tally.statuses.sorted(by: { $0.key < $1.key }) {
            try report.print("calls/\(status)", Double(count), "calls")
        }
        for percent in [50.0, 99] {
            let name = "bystander/p\(Int(percent))"
            try report.print("\(name)/before", Series.percentile(percent, ofSorted: before), "ms")
            try report.print("\(name)/during", Series.percentile(percent, ofSorted: during), "ms")
        }
        let alone = Series.percentile(99, ofSorted: before)
        let slowdown = alone > 0 ? Series.percentile(99, ofSorted: during) / alone : 0
        try report.print("bystander/p99/slowdown", slowdown, "times")
        try report.print("memory/peak", memory.peak, "MiB")
        try report.print("memory/mean-second-quarter", memory.mean(.second), "MiB")
        try report.print("memory/mean-last-quarter", memory.mean(.last), "MiB")
        var faults = tally.broken.prefix(20).map { "call \($0.number) of seed \(site.plan.seed): \($0.status)" }
        if !isUp || memory.isGone { faults.append("the server ended") }
        if slowdown > options.slowdown { faults.append("the bystander waited \(slowdown) times as long") }
        if memory.peak > options.memoryLimit { faults.append("\(memory.peak) MiB of memory") }
        if memory.mean(.second) > 0, memory.mean(.last) > memory.mean(.second) * 1.1 {
            faults.append("more and more memory")
        }
        return faults
    }
}
