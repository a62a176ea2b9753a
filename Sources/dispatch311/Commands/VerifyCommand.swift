import ArgumentParser
import Postgres
import Store

/// `dispatch311 verify`: proves over the whole database that the promises hold.
struct VerifyCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        struct Row: Encodable {
            let promise: String
            let rule: String
            let row: String
        }

        let service_requests: Int
        let work_items: Int
        let waiting: Int
        let leased: Int
        let accepted: Int
        let ended: Int
        let breaches: [Row]
    }

    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove over the whole database that nothing is lost and nothing is there twice.",
        discussion: """
            Reads one snapshot, so work may go on meanwhile. Prints what was counted; ends with 1 and the rows \
            when a promise is broken.

            Example:
              dispatch311 verify --database postgres://dispatch311@db.example/dispatch311
            """
    )

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let place = try database.place()
        let report = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                do throws(StoreError) {
                    return try await Verification(pool: pool).run()
                } catch {
                    throw CommandError(error)
                }
            }
        }
        if console.isJSON {
            try console.print(json: Self.json(report))
        } else {
            console.print(Self.lines(report, terminal: console.terminal))
        }
        if !report.breaches.isEmpty { throw CommandError.findings }
    }

    private static func json(_ report: Verification.Report) -> Report {
        Report(
            service_requests: report.serviceRequests,
            work_items: report.workItems,
            waiting: report.waiting,
            leased: report.leased,
            accepted: report.accepted,
            ended: ended(report),
            breaches: report.breaches.map { Report.Row(promise: $0.promise, rule: $0.rule, row: $0.row) }
        )
    }

    /// What is in none of the tables of open items.
    private static func ended(_ report: Verification.Report) -> Int {
        report.workItems - report.waiting - report.leased - report.accepted
    }

    private static func lines(_ report: Verification.Report, terminal: Terminal) -> [String] {
        var lines = [
            "\(NumberText.count(report.serviceRequests, "service request")), "
                + "\(NumberText.count(report.workItems, "work item")): "
                + "\(NumberText.grouped(report.waiting)) waiting, \(NumberText.grouped(report.leased)) leased, "
                + "\(NumberText.grouped(report.accepted)) accepted, \(NumberText.grouped(ended(report))) ended"
        ]
        for breach in report.breaches {
            lines.append("\(terminal.bad) \(breach.promise) \(breach.rule) \(breach.row)")
        }
        lines.append(
            report.breaches.isEmpty
                ? "\(terminal.good) every promise holds"
                : "\(NumberText.count(report.breaches.count, "row")) against a promise"
        )
        return lines
    }
}
