import ArgumentParser
import Postgres
import Store

/// `dispatch311-bench intake`: how many service requests a second are stored for good, beside pgbench on the same server.
struct IntakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intake",
        abstract: "Measure durable intake over HTTP beside pgbench with the same rows.",
        discussion: """
            dispatch311 serve is sent service requests over keep-alive connections and validates, routes and stores \
            them with their history; what counts is answers 2xx. pgbench stores rows with the same contents in the \
            same tables of the same server, one by one, with keys in order as the server makes them; of two forms with \
            1 to 64 clients the best three take part in every turn, and ours is compared with the best median. Both \
            wait for the disk, and both have two seconds that do not count. At half the rate of 64 connections the \
            time to the answer is measured from when a request was to be sent. An answer other than 2xx is an error. \
            The load generator shares the processors with all of them; its part is printed.
            """
    )

    @Option(
        name: .long,
        help: ArgumentHelp("Connections, separated by commas; the first is the one compared first.", valueName: "n,…")
    )
    var connections = "64,1,16,256"

    @Option(name: .long, help: ArgumentHelp("Seconds each side is measured at a time.", valueName: "n"))
    var seconds = 10

    @Option(name: .long, help: ArgumentHelp("How often each side is measured, in turns.", valueName: "n"))
    var repeats = 5

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A table of service requests (.csv or .csv.gz); made-up ones if not given.",
            valueName: "file"
        )
    )
    var requests: String?

    @Option(
        name: .customLong("without-index"),
        help: ArgumentHelp(
            "Measure the first number of connections without these indexes too, separated by commas.",
            valueName: "name,…"
        )
    )
    var withoutIndexes: String?

    @OptionGroup var output: BenchOptions

    func validate() throws {
        for number in try NumberList.read(connections, "--connections") {
            try OptionRange.check("--connections", number, 1...900)
        }
        try OptionRange.check("--seconds", seconds, 1...600)
        try OptionRange.check("--repeats", repeats, 1...100)
    }

    func run() async throws {
        let report = output.report("intake")
        let options = self
        let numbers = try NumberList.read(connections, "--connections")
        let forms = if let requests { try await SubmissionForms.read(requests) } else { SubmissionForms.made() }
        try await Stage.with(servers: 1) { stage in
            report.header(
                try await stage.databases[0].settings() + [
                    (name: "connections", value: options.connections), (name: "distinct rows", value: "\(forms.count)"),
                    (name: "without indexes", value: options.withoutIndexes ?? "none"),
                    (name: "rows from", value: options.requests ?? "the generator"),
                    (name: "seconds", value: "\(options.seconds)"),
                    (name: "repeats", value: "\(options.repeats), in turns, each turn from the next side on"),
                ]
            )
            let race = IntakeRace(
                stage: stage,
                report: report,
                load: try Load(forms: forms, folder: stage.folder),
                seconds: options.seconds
            )
            let indexes = options.withoutIndexes?.split(separator: ",").map(String.init) ?? []
            try await race.run(connections: numbers, repeats: options.repeats, sparing: indexes)
        }
    }
}
