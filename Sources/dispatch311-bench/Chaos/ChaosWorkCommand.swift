import ArgumentParser
import NIOCore

/// `dispatch311-bench chaos-work`: workers of all departments, a process of their own so that they can be killed.
struct ChaosWorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chaos-work",
        abstract: "Work the queues of a run of chaos; started by it.",
        shouldDisplay: false
    )

    @Option(help: "The folder of the run.") var folder: String
    @Option(help: "What this process is called.") var name: String
    @Option(help: "The run's seed.") var seed: UInt64
    @Option(help: "How long a claim lasts, in seconds.") var lease: Int
    @Option(parsing: .upToNextOption, help: "The servers.") var servers: [String]

    func run() async throws {
        let folder = ChaosFolder(path: folder)
        // Longer than a claim waits, shorter than anybody's patience.
        let client = ChaosClient(connections: 32, timeout: .seconds(15))
        let (seed, servers, lease) = (seed, servers, lease)
        let lanes = ChaosCity.departments.flatMap { department in
            (0..<(department == "works" ? 3 : 1)).map { (department, "\(name)-\(department)-\($0)") }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (department, lane) in lanes {
                group.addTask {
                    var worker = try WorkLane(
                        name: lane,
                        department: department,
                        seed: seed,
                        servers: servers,
                        folder: folder,
                        client: client,
                        lease: lease
                    )
                    try await worker.run()
                }
            }
            try await group.waitForAll()
        }
        await client.close()
    }
}
