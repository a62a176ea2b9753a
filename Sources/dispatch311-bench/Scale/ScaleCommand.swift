import ArgumentParser
import Postgres
import Store

/// `dispatch311-bench scale`: whether years of history make today slower.
struct ScaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale",
        abstract: "Measure claim and intake with many closed requests against few.",
        discussion: """
            Two databases of one server, each with a server process on it: one with ten thousand closed requests, one \
            with many, all their rows in both. Claim and accept, with the functions of Store, and intake over HTTP \
            with 64 connections are measured in turns in one and the other. What intake adds stays in the large one; \
            the small one is made anew for each turn, so that it stays small. 10,000,000 closed requests take about \
            20 GB of disk and some minutes to make.
            """
    )

    @Option(name: .long, help: ArgumentHelp("Closed requests in the large database.", valueName: "n"))
    var closed = 10_000_000

    @Option(name: .long, help: ArgumentHelp("Items waiting in each.", valueName: "n"))
    var items = 500_000

    @Option(name: .long, help: ArgumentHelp("Seconds of intake at a time.", valueName: "n"))
    var seconds = 10

    @Option(name: .long, help: ArgumentHelp("How often each is measured, in turns.", valueName: "n"))
    var repeats = 5

    @OptionGroup var output: BenchOptions

    static let few = 10_000
    static let queues = 77
    static let batch = 50
    static let clients = 4
    static let connections = 64

    func validate() throws {
        try OptionRange.check("--closed", closed, Self.few...100_000_000)
        try OptionRange.check("--items", items, 5000...10_000_000)
        try OptionRange.check("--seconds", seconds, 1...600)
        try OptionRange.check("--repeats", repeats, 1...100)
    }

    func run() async throws {
        let report = output.report("scale")
        let options = self
        try await Stage.with(databases: ["few", "many"]) { stage in
            report.header(
                try await stage.databases[0].settings() + [
                    (name: "closed requests", value: "\(Self.few) and \(options.closed)"),
                    (name: "items waiting", value: "\(options.items), in \(Self.queues) queues"),
                    (name: "claim", value: "batch \(Self.batch), \(Self.clients) clients"),
                    (name: "intake", value: "\(Self.connections) connections, \(options.seconds) s"),
                    (name: "repeats", value: "\(options.repeats), in turns, each turn from the other on"),
                ]
            )
            try await ScaleRace(stage: stage, report: report, options: options).run()
        }
    }
}
