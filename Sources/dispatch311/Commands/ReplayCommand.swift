import ArgumentParser

/// `dispatch311 replay`: sends a table of service requests to a server.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Send a table of service requests to a GeoReport server.",
        discussion: """
            The table is CSV, plain or gzipped, with columns service_code or complaint_type, latitude, longitude; \
            descriptor is sent as an answer, unique_key makes the idempotency key, and agency is compared with the \
            department the server chose. A row without an answer is sent again with the same key, so nothing is \
            stored twice; the same --run does not store again what an earlier run with that label stored.

            A server that does not answer at all is waited for 5 seconds, one that says it is not ready for 60; \
            --patience sets both. When the server stays away it stops and ends with 69, when other rows were left \
            without an answer with 75: the same command with the same --run goes on safely. Else ends with 1 when \
            rows were refused, or when the table breaks off.

            --out writes a row for each one sent, in the order of the answers: key (unique_key, or the line), \
            service_request_id, outcome (accepted, repeated, refused, unanswered), detail (the queue, or the reason).

            Examples:
              dispatch311 replay requests.csv.gz --url http://127.0.0.1:8311
              dispatch311 replay requests.csv --limit 1000 --rate 50 --run monday --json
              dispatch311 replay requests.csv --run monday --patience 600 --out monday.csv
            """
    )

    @Argument(help: ArgumentHelp("The table; - is standard input.", valueName: "file"))
    var file: String

    @Option(name: .long, help: ArgumentHelp("The server's address.", valueName: "url"))
    var url = Environment.text("url", default: "http://127.0.0.1:8311")

    @Option(name: .long, help: ArgumentHelp("Rows a second at most. (default: as many as go)", valueName: "n"))
    var rate: Double?

    @Option(name: .long, help: ArgumentHelp("Send the first rows only. (default: all)", valueName: "n"))
    var limit: Int?

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "A label; rows sent before under it are not stored again. (default: a new one)",
            valueName: "label"
        )
    )
    var label: String?

    @Option(name: .long, help: ArgumentHelp("How many rows are under way at a time.", valueName: "n"))
    var connections = Environment.integer("connections", default: 16)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How long a row is sent again without an answer. (default: 5, and 60 while the server is there)",
            valueName: "seconds"
        )
    )
    var patience: Int?

    @Option(
        name: .long,
        help: ArgumentHelp("Where a table of what became of each row goes; - is standard output.", valueName: "file")
    )
    var out: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The server's jurisdiction_id, where it serves several cities.", valueName: "id")
    )
    var jurisdiction: String?

    @OptionGroup var output: OutputOptions

    /// A server that is being restarted may take a minute; one that nobody starts again is not waited for.
    private static let defaultPatience = Patience(busy: .seconds(60), silent: .seconds(5))

    private var rowsPerSecond: Double? { rate ?? Environment.number("rate") }
    private var rows: Int? { limit ?? Environment.integer("limit") }
    private var seconds: Int? { patience ?? Environment.integer("patience") }

    func validate() throws {
        guard (1...1024).contains(connections) else {
            throw ValidationError("--connections: expected 1 to 1024, found \(connections)")
        }
        guard rowsPerSecond.map({ $0 > 0 && $0.isFinite }) ?? true else {
            throw ValidationError("--rate: expected more than 0 rows a second, found \(rowsPerSecond ?? 0)")
        }
        guard rows.map({ $0 > 0 }) ?? true else {
            throw ValidationError("--limit: expected 1 or more rows, found \(rows ?? 0)")
        }
        guard seconds.map({ $0 >= 0 }) ?? true else {
            throw ValidationError("--patience: expected 0 or more seconds, found \(seconds ?? 0)")
        }
    }

    func run() async throws {
        let console = output.console
        let out = out ?? Environment.text("out")
        if console.isJSON, out == "-" {
            throw ValidationError("--json prints the counts, so the table needs a file of its own: --out FILE")
        }
        let label = label ?? Environment.text("run") ?? ReplaySource.randomLabel()
        let source = try ReplaySource(
            table: PendingTable(path: file),
            run: label,
            jurisdiction: jurisdiction ?? Environment.text("jurisdiction"),
            limit: rows
        )
        let (url, connections, rate) = (url, connections, rowsPerSecond)
        let given = seconds.map { Patience(.seconds($0)) }
        let file = file
        let (report, fault) = try await Interruption.watch {
            let total = console.isShowingProgress ? await RowEstimate.rows(of: file) : nil
            return try await ServerClient.using(url: url, connections: connections) { server in
                // A wrong address is said at once, not after everybody's patience, unless patience was asked for.
                _ = try await server.get("/open311/v2/services.json", patience: given ?? .none)
                let replayer = Replayer(
                    server: server,
                    connections: connections,
                    rate: rate,
                    patience: given ?? Self.defaultPatience
                )
                return await Self.replay(
                    source,
                    by: replayer,
                    ledger: try out.map { path throws(CommandError) in try ReplayLedger(path: path) },
                    total: total.map { min($0, source.limit ?? $0) } ?? source.limit,
                    console: console
                )
            }
        }
        if console.isJSON { try console.print(json: report) } else { console.print(report.lines) }
        if let fault {
            throw CommandError(
                fault.ending,
                fault.message,
                remedy: "Mend that and call it again with --run \(label); what is stored is not stored again."
            )
        }
        if report.isInterrupted {
            throw CommandError(
                .tryAgain,
                "interrupted before the file was done",
                remedy: "Call it again with --run \(label) to go on."
            )
        }
        if report.unanswered > 0 {
            let rows = NumberText.count(report.unanswered, "row")
            throw CommandError(
                report.isServerGone ? .unreachable : .tryAgain,
                report.isServerGone
                    ? "\(url): the server went away; \(rows) got no answer, and the rest was not sent"
                    : "\(rows) got no answer",
                remedy: "Call it again with --run \(label); what is stored is not stored again."
            )
        }
        if report.refused > 0 {
            throw CommandError(.findings, "the server refused \(NumberText.count(report.refused, "row"))")
        }
    }

    /// Sends the table; gives what was done also where the table breaks off, and then why it did.
    private static func replay(
        _ source: ReplaySource,
        by replayer: Replayer,
        ledger: ReplayLedger?,
        total: Int?,
        console: Console
    ) async -> (report: ReplayReport, fault: CommandError?) {
        let progress = console.progress("Sending", total: total)
        var tally = ReplayTally()
        let start = ContinuousClock.now
        var fault: CommandError?
        do throws(CommandError) {
            try await replayer.run(
                progress: progress,
                onResult: { result throws(CommandError) in
                    tally.add(result)
                    try ledger?.add(result)
                },
                batch: { () async throws(CommandError) in try await source.batch() }
            )
            try ledger?.finish()
        } catch {
            fault = error
            // What was done until the table broke off is told all the same.
            try? ledger?.finish()
        }
        progress.finish()
        for reason in tally.reasons { console.say(reason.escaped) }
        let report = ReplayReport(
            tally,
            run: source.run,
            elapsed: ContinuousClock.now - start,
            isInterrupted: Task.isCancelled
        )
        return (report, fault)
    }
}
