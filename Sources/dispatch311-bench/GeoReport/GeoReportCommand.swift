import ArgumentParser
import Postgres
import Store

/// `dispatch311-bench georeport`: whether GeoReport's lists stay fast with a million requests stored.
struct GeoReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "georeport",
        abstract: "Measure GeoReport's lists with many requests stored.",
        discussion: """
            A database with so many requests of the last ninety days, most of them closed, of 120 services and 15 \
            departments and a few of rare ones, is read as the server does: with its role, row-level security on. \
            Measured is the time for the requests and the count of one part of each kind of list; then whole answers over \
            HTTP, from a server of its own. At most 100 ms is promised for 99 of 100 lists of 1,000 requests.
            """
    )

    /// What is promised for 99 of 100, in milliseconds.
    static let promise = 100.0

    @Option(name: .long, help: ArgumentHelp("Requests stored.", valueName: "n"))
    var requests = 1_000_000

    @Option(name: .long, help: ArgumentHelp("Lists of each kind.", valueName: "n"))
    var lists = 200

    @Flag(name: .long, help: "Print the plans of each kind's statements too.")
    var plans = false

    @OptionGroup var output: BenchOptions

    func validate() throws {
        try OptionRange.check("--requests", requests, 1000...20_000_000)
        try OptionRange.check("--lists", lists, 10...100_000)
    }

    func run() async throws {
        let report = output.report("georeport")
        let options = self
        try await Stage.with { stage in
            report.header(
                try await stage.databases[0].settings() + [
                    (name: "requests stored", value: "\(options.requests) of 90 days"),
                    (name: "lists of each kind", value: "\(options.lists), one at a time"),
                ]
            )
            try await GeoReportRun(database: stage.databases[0], report: report, options: options).run()
        }
    }
}
