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
            with 64 connections are measured in turns in one and the other. 10,000,000 closed requests take about \
            20 GB of disk and some minutes to make.
            """
    )

    @Option(name: .long, help: ArgumentHelp("Closed requests in the large database.", valueName: "n"))
    var closed = 10_000_000

    @Option(name: .long, help: ArgumentHelp("Items waiting in each.", valueName: "n"))
    var items = 100_000

    @Option(name: .long, help: ArgumentHelp("Seconds of intake at a time.", valueName: "n"))
    var seconds = 10

    @Option(name: .long, help: ArgumentHelp("How often each is measured, in turns.", valueName: "n"))
    var repeats = 5

    @Flag(name: .long, help: "Print figures as JSON, one object a line.")
    var json = false

    private static let few = 10_000
    private static let queues = 77
    private static let batch = 50
    private static let clients = 4
    private static let connections = 64

    func validate() throws {
        guard closed >= Self.few, items >= 5000, (1...600).contains(seconds), (1...100).contains(repeats) else {
            throw ValidationError(
                "expected --closed from \(Self.few), --items from 5000, --seconds to 600, --repeats to 100"
            )
        }
    }

    func run() async throws {
        let report = BenchReport(bench: "scale", isJSON: json)
        let options = self
        try await Stage.with(databases: ["few", "many"]) { stage in
            report.header(
                try await stage.databases[0].settings() + [
                    (name: "closed requests", value: "\(Self.few) and \(options.closed)"),
                    (name: "items waiting", value: "\(options.items), in \(Self.queues) queues"),
                    (name: "claim", value: "batch \(Self.batch), \(Self.clients) clients"),
                    (name: "intake", value: "\(Self.connections) connections, \(options.seconds) s"),
                    (name: "repeats", value: "\(options.repeats), in turns"),
                ]
            )
            try await options.measure(stage, report)
        }
    }

    private func measure(_ stage: Stage, _ report: BenchReport) async throws {
        var works: [OwnWork] = []
        for (database, count) in zip(stage.databases, [Self.few, closed]) {
            let work = try await OwnWork.prepare(in: database, queues: Self.queues)
            try await ClosedHistory(work: work).fill(count) { report.progress("\(database.name): \($0) of \(count)") }
            try await work.fill(items)
            report.progress("\(database.name): \(try await Self.size(database)) MB")
            works.append(work)
        }
        let load = try Load(forms: SubmissionForms.made(), folder: stage.folder)
        var claims = [Series(), Series()]
        var intakes = [Series(), Series()]
        for turn in 1...repeats {
            for (index, work) in works.enumerated() {
                report.progress("turn \(turn) of \(repeats): \(work.database.name)")
                try await work.requeue()
                let amount = items * 6 / 10
                claims[index].add(try await work.rate(of: amount, batch: Self.batch, clients: Self.clients))
                try await work.database.run("CHECKPOINT")
                let outcome = try await load.run(
                    on: stage.servers[index],
                    connections: Self.connections,
                    seconds: Double(seconds)
                )
                intakes[index].add(outcome.perSecond)
            }
        }
        for (name, series, unit) in [("claim", claims, "items/s"), ("intake", intakes, "rows/s")] {
            try report.print("scale/\(name)/few", series[0], unit)
            try report.print("scale/\(name)", series[1], unit, ratio: series[1].median / series[0].median)
        }
    }

    private static func size(_ database: BenchDatabase) async throws -> Int {
        try await database.number("SELECT pg_database_size(current_database()) / 1000000")
    }
}
