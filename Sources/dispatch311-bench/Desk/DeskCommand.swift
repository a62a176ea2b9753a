import ArgumentParser
import Postgres
import Store

/// `dispatch311-bench desk`: whether lists of work stay fast however much is open and however much was closed.
struct DeskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Measure the desk's lists with much open and more closed.",
        discussion: """
            A database with so many open items, over the queues of one large department and twenty small ones, and so \
            many closed ones, is read as the server does: with its role, row-level security on, one transaction a page. \
            Measured is the time for the rows and the count of a page, of each kind of list, from a random place in it; \
            the page's HTML comes on top. At most 100 ms is promised for 99 of 100. 1,000,000 open and 10,000,000 \
            closed items take about 20 GB of disk.
            """
    )

    /// What is promised for 99 of 100, in milliseconds.
    static let promise = 100.0

    @Option(name: .long, help: ArgumentHelp("Open items.", valueName: "n"))
    var open = 1_000_000

    @Option(name: .long, help: ArgumentHelp("Closed requests.", valueName: "n"))
    var closed = 10_000_000

    @Option(
        name: .long,
        help: ArgumentHelp("Of a thousand open items, how many wait; the rest are accepted.", valueName: "n")
    )
    var waiting = 700

    @Option(name: .long, help: ArgumentHelp("Pages of each kind.", valueName: "n"))
    var pages = 200

    @Flag(name: .long, help: "Print the plan of each kind's statement too.")
    var plans = false

    @OptionGroup var output: BenchOptions

    func validate() throws {
        try OptionRange.check("--open", open, 1000...10_000_000)
        try OptionRange.check("--closed", closed, 0...100_000_000)
        try OptionRange.check("--waiting", waiting, 3...1000)
        try OptionRange.check("--pages", pages, 10...100_000)
    }

    func run() async throws {
        let report = output.report("desk")
        let options = self
        try await Stage.with { stage in
            report.header(
                try await stage.databases[0].settings() + [
                    (name: "open items", value: "\(options.open), \(options.waiting) of 1000 waiting"),
                    (name: "closed requests", value: "\(options.closed)"),
                    (name: "pages of each kind", value: "\(options.pages), one at a time"),
                ]
            )
            try await DeskRun(database: stage.databases[0], report: report, options: options).run()
        }
    }
}
