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
            held/after. Ours are the functions of Store with their client; each peer's pattern goes through the same \
            with pgbench, whose client does less. Compare the ratios, not the rates. at-rate is what was done while \
            the transaction was open: less than 0.98 of what was asked for is an error, and so is a transaction that \
            did not stay open. pgbench paces itself with random pauses, for which a peer is allowed three standard \
            deviations less.
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
    var repeats = 3

    @OptionGroup var output: BenchOptions

    func validate() throws {
        try OptionRange.check("--closed", closed, 1...600)
        try OptionRange.check("--hold", hold, 1...7200)
        try OptionRange.check("--rate", rate, 1...10_000)
        try OptionRange.check("--items", items, 1000...10_000_000)
        try OptionRange.check("--queues", queues, 1...120)
        try OptionRange.check("--batch", batch, 1...200)
        try OptionRange.check("--repeats", repeats, 1...20)
    }

    func run() async throws {
        let report = output.report("held")
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
                    (name: "enable_seqscan", value: "off on all sides"),
                    (name: "repeats", value: "\(options.repeats), in turns, each turn from the next side on"),
                ]
            )
            let race = try await HeldRace(stage: stage, report: report, options: options)
            try await race.run()
        }
    }
}
