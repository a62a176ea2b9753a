import ArgumentParser

/// `dispatch311-bench chaos-submit`: the residents of a run, a process of their own so that they can be killed.
struct ChaosSubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chaos-submit",
        abstract: "Send in what a run of chaos has to send in; started by it.",
        shouldDisplay: false
    )

    @Option(help: "The folder of the run.") var folder: String
    @Option(help: "The run's seed.") var seed: UInt64
    @Option(help: "How many service requests.") var requests: Int
    @Option(help: "How many a second.") var rate: Double
    @Option(help: "How many at a time.") var connections = 24
    @Option(parsing: .upToNextOption, help: "The servers.") var servers: [String]

    func run() async throws {
        let folder = ChaosFolder(path: folder)
        let known = SubmissionRecord(folder.submissions)
        let client = ChaosClient(connections: connections)
        let submitter = Submitter(
            seed: seed,
            servers: servers,
            ledger: try Ledger(folder.submissions),
            client: client,
            rate: rate
        )
        // What was under way when this process was killed comes first.
        let open = (0..<requests).filter { known.entries[$0]?.ids.isEmpty ?? true }
        let begun = open.filter { known.entries[$0] != nil }
        try await submitter.run(begun + open.filter { known.entries[$0] == nil }, connections: connections)
        await client.close()
    }
}
