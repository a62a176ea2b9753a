import ArgumentParser

/// `dispatch311-bench held`: what a transaction that stays open does to claiming, to ours and to other queues.
struct HeldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "held",
        abstract: "Measure claiming before, and at the end of, a transaction that stays open.",
        discussion: """
            Two processes claim, accept and refill in a closed loop; then a transaction with a transaction number \
            opens, and stays open while work goes on at a rate; then they work in a closed loop again with it still \
            open. Rows that were taken cannot be cleared away all this while. The ratio of a side's two rates is its \
            held/after; ours stands beside the peers', each of which goes through the same with pgbench.
            """
    )

    @Option(name: .long, help: ArgumentHelp("Seconds of each closed loop.", valueName: "n"))
    var closed = 20

    @Option(
        name: .long,
        help: ArgumentHelp("Seconds the transaction stays open before the last closed loop.", valueName: "n")
    )
    var hold = 300

    @Option(name: .long, help: ArgumentHelp("Items a second while it is open.", valueName: "n"))
    var rate = 800

    @Option(name: .long, help: ArgumentHelp("Items waiting.", valueName: "n"))
    var items = 20_000

    @Option(name: .long, help: ArgumentHelp("Queues.", valueName: "n"))
    var queues = 1

    @Option(name: .long, help: ArgumentHelp("Items to a claim.", valueName: "n"))
    var batch = 50

    @Option(
        name: .long,
        help: ArgumentHelp("Sides to measure, separated by commas; all if not given.", valueName: "side,…")
    )
    var sides: String?

    @Option(name: .long, help: ArgumentHelp("How often each side is measured, in turns.", valueName: "n"))
    var repeats = 1

    @Flag(name: .long, help: "Print figures as JSON, one object a line.")
    var json = false

    func validate() throws {
        let limits = [
            ("--closed", closed, 1...600), ("--hold", hold, 1...7200), ("--rate", rate, 1...10_000),
            ("--items", items, 1000...10_000_000), ("--queues", queues, 1...120), ("--batch", batch, 1...200),
            ("--repeats", repeats, 1...20),
        ]
        for (name, number, range) in limits where !range.contains(number) {
            throw ValidationError("\(name): expected \(range.lowerBound) to \(range.upperBound), found \(number)")
        }
    }

    func run() async throws {
        let report = BenchReport(bench: "held", isJSON: json)
        let options = self
        try await Stage.with { stage in
            report.header(
                try await stage.databases[0].settings() + [
                    (name: "processes, clients each", value: "2, 2"),
                    (name: "items waiting", value: "\(options.items)"),
                    (name: "queues, priorities", value: "\(options.queues), 3"),
                    (name: "batch", value: "\(options.batch)"),
                    (name: "closed loops", value: "\(options.closed) s"),
                    (name: "transaction open", value: "\(options.hold) s at \(options.rate) items/s"),
                    (name: "repeats", value: "\(options.repeats), in turns"),
                ]
            )
            let race = try await HeldRace(stage: stage, report: report, options: options)
            try await race.run()
        }
    }
}
