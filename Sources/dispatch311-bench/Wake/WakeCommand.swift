import ArgumentParser

/// `dispatch311-bench wake`: how soon a claim that waits is given what comes in.
struct WakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wake",
        abstract: "Measure how soon a waiting claim is given what comes in.",
        discussion: """
            The queue is idle and one claim waits. A service request is sent in; measured is the time from its answer \
            to the claim's answer, 0 where the claim was answered first. Once with one server process for both, once \
            with the request at one process and the claim at another. At most 150 ms is promised for 99 of 100.
            """
    )

    /// What is promised for 99 of 100, in milliseconds.
    private static let promise = 150.0
    /// How long a claim waits, in seconds.
    private static let wait = 30

    @Option(name: .long, help: ArgumentHelp("Items to measure in each case.", valueName: "n"))
    var items = 300

    @OptionGroup var output: BenchOptions

    func validate() throws {
        guard (1...100_000).contains(items) else {
            throw ValidationError("--items: expected 1 to 100000, found \(items)")
        }
    }

    func run() async throws {
        let report = output.report("wake")
        let items = items
        try await Stage.with(servers: 2) { stage in
            report.header(
                try await stage.databases[0].settings() + [
                    (name: "items in each case", value: "\(items)"),
                    (name: "claim", value: "limit 1, whole department, waits up to \(Self.wait) s"),
                    (name: "pause before each", value: "100 to 200 ms"),
                ]
            )
            let key = try await stage.key(of: "nypd")
            let cases = [("one-process", 0, 0), ("two-processes", 0, 1)]
            var isKept = true
            for (name, intake, claims) in cases {
                let delays = try await measure(
                    items,
                    intake: stage.servers[intake],
                    claims: stage.servers[claims],
                    key: key
                )
                let p99 = Series.percentile(99, ofSorted: delays)
                try report.print("\(name)/p50", Series.percentile(50, ofSorted: delays), "ms")
                try report.print("\(name)/p99", p99, "ms")
                try report.print("\(name)/max", delays.last ?? 0, "ms")
                isKept = isKept && p99 <= Self.promise
            }
            guard isKept else { throw BenchError("expected a p99 of at most \(Self.promise) ms, found more") }
        }
    }

    /// The delays in milliseconds, shortest first; the first few items are not counted.
    private func measure(_ items: Int, intake: String, claims: String, key: String) async throws -> [Double] {
        // The first few find statements that are not prepared and connections that are not open.
        let warmUp = 10
        let client = BenchClient()
        var delays: [Double] = []
        for _ in 0..<(items + warmUp) {
            delays.append(try await delay(client, intake: intake, claims: claims, key: key))
        }
        return delays.dropFirst(warmUp).sorted()
    }

    private func delay(_ client: BenchClient, intake: String, claims: String, key: String) async throws -> Double {
        async let waiting = answer(client, at: claims, key: key)
        try await Task.sleep(for: .milliseconds(Int.random(in: 100...200)))
        try await client.submit(to: intake)
        let submitted = ContinuousClock.now
        let (claim, answered) = try await waiting
        guard claim.items.count == 1 else { throw BenchError("expected one item, found \(claim.items.count)") }
        try await client.complete(claim, at: claims, key: key)
        return max(0, (answered - submitted) / .milliseconds(1))
    }

    private func answer(
        _ client: BenchClient,
        at server: String,
        key: String
    ) async throws -> (BenchClient.Claim, ContinuousClock.Instant) {
        let claim = try await client.claim("nypd", at: server, key: key, wait: Self.wait)
        return (claim, .now)
    }
}
