import ArgumentParser

/// `dispatch311-bench claim`: how fast work is claimed and accepted, beside other queues on the same server.
struct ClaimCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Measure claim and accept beside other queues on the same server.",
        discussion: """
            Every side has as many waiting items, with what a worker needs to start, over as many queues and three \
            priorities where it knows them, and gives a batch to a client that then says it has it: ours accepts, with \
            a line of history; River completes, pgmq and Graphile Worker delete, one table sets a state. The sides \
            take turns. dispatch311 is the functions of Store with their client; dispatch311-sql the same statements \
            run by pgbench, as the peers' are, and what those are compared with; dispatch311-sql-owner is the same \
            without row-level security. What was taken and not finished is an error. procrastinate and pgqueuer are \
            whole systems in two processes, as wide as they are fastest, and are compared with dispatch311; \
            procrastinate always fetches one item and so takes part where a claim is of one.
            """
    )

    @Option(name: .long, help: ArgumentHelp("Items waiting on each side.", valueName: "n"))
    var items = 400_000

    @Option(name: .long, help: ArgumentHelp("Numbers of queues, separated by commas.", valueName: "n,…"))
    var queues = "77,1"

    @Option(name: .long, help: ArgumentHelp("Items to a claim, separated by commas.", valueName: "n,…"))
    var batches = "50,1"

    @Option(name: .long, help: ArgumentHelp("Clients at a time.", valueName: "n"))
    var clients = 4

    @Option(name: .long, help: ArgumentHelp("How often each side is measured, in turns.", valueName: "n"))
    var repeats = 5

    @Option(
        name: .long,
        help: ArgumentHelp("Sides to measure, separated by commas; all if not given.", valueName: "side,…")
    )
    var sides: String?

    @Option(name: .long, help: ArgumentHelp("A Python with procrastinate and pgqueuer.", valueName: "path"))
    var python = ".build/bench-peers/bin/python"

    @Option(name: .long, help: ArgumentHelp("Also write the pgbench scripts to this folder.", valueName: "folder"))
    var scripts: String?

    @Flag(name: .long, help: "Also print what each statement takes, as pgbench measures it.")
    var statements = false

    @OptionGroup var output: BenchOptions

    func validate() throws {
        try OptionRange.check("--items", items, 5_000...50_000_000)
        try OptionRange.check("--clients", clients, 1...64)
        try OptionRange.check("--repeats", repeats, 1...100)
        for number in try NumberList.read(queues, "--queues") { try OptionRange.check("--queues", number, 1...120) }
        for number in try NumberList.read(batches, "--batches") { try OptionRange.check("--batches", number, 1...200) }
    }

    func run() async throws {
        let report = output.report("claim")
        let options = self
        try await Stage.with { stage in
            report.header(
                try await stage.databases[0].settings() + [
                    (name: "clients", value: "\(options.clients)"), (name: "items waiting", value: "\(options.items)"),
                    (name: "queues", value: options.queues), (name: "batches", value: options.batches),
                    (name: "enable_seqscan", value: "off on all sides but procrastinate and pgqueuer"),
                    (name: "repeats", value: "\(options.repeats), in turns, each turn from the next side on"),
                ]
            )
            let race = try await ClaimRace(stage: stage, report: report, options: options)
            let numbers = try NumberList.read(options.queues, "--queues")
            for queues in numbers {
                try await race.run(
                    queues: queues,
                    batches: try NumberList.read(options.batches, "--batches"),
                    suffix: queues == numbers[0] ? "" : "/\(queues)-queue\(queues == 1 ? "" : "s")"
                )
            }
        }
    }
}
