import Boundaries
import Postgres
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Everything the demo shows, for people, at most 100 columns wide; with `--json` only the summary.
struct DemoPages: Sendable {
    /// Where it is shown.
    let console: Console

    private var width: Int { min(100, max(80, console.terminal.width)) }
    private var isShown: Bool { !console.isJSON && !console.isQuiet }

    private func show(_ lines: [String]) {
        guard isShown else { return }
        console.print(lines)
    }

    private func heading(_ text: String) {
        let rule = String(repeating: console.terminal.isPlain ? "-" : "─", count: text.count)
        show(["", text, rule])
    }

    private func paragraph(_ text: String, indent: Int = 0) {
        show(WrappedText.lines(text, width: width, indent: indent))
    }

    private func field(_ name: String, _ text: String) {
        let label = name + String(repeating: " ", count: max(1, 12 - name.count))
        show(
            WrappedText.lines(text, width: width - 12).enumerated().map { index, line in
                (index == 0 ? label : String(repeating: " ", count: 12)) + line
            }
        )
    }

    /// What this is.
    func title() {
        heading("Dispatch311 demo")
        paragraph(
            "Made-up service requests for New York City: real places, drawn at random, and kinds of problem in the "
                + "shares of real ones. A demonstration, not a service of the City."
        )
        show([""])
    }

    /// Where the database is.
    func database(_ database: OpenDatabase, steps: [String]) {
        if let embedded = database.embedded {
            field(
                "Database",
                "PostgreSQL \(embedded.wasAdopted ? "was running" : "started"), "
                    + "its data is in \(embedded.dataDirectory)"
            )
        } else {
            field("Database", "the one you named")
        }
        field("Tables", steps.isEmpty ? "up to date" : "made: " + steps.joined(separator: ", "))
    }

    /// What was loaded, and where the server is.
    func city(_ snapshot: RoutingSnapshot, address: String) {
        let catalog = snapshot.catalog
        let boundaries = snapshot.index.layers.reduce(0) { $0 + $1.boundaries.count }
        field(
            "City",
            "\(catalog.jurisdiction.name.text()): \(NumberText.count(catalog.services.count, "service")), "
                + "\(NumberText.count(catalog.departments.count, "department")), "
                + "\(NumberText.count(boundaries, "boundary", "boundaries")) in "
                + NumberText.count(snapshot.index.layers.count, "layer")
        )
        field("Server", address)
        show([""])
    }

    /// What comes next, for whoever watches, and what is real about it.
    func sending(_ count: Int, areAtLots: Bool) {
        let places =
            areAtLots
            ? "at real lots, drawn at random (the few in parks, airports and cemeteries at points inside them)"
            : "at points drawn at random inside real neighborhoods"
        paragraph(
            "Sending \(NumberText.count(count, "service request")) through the server's own API: \(places); the "
                + "requests are made up."
        )
    }

    /// Who got what.
    func table(_ table: DemoTable) {
        let hadWork = table.before > 0
        heading("\(NumberText.grouped(table.sent)) service requests, routed and stored")
        var columns: [TextTable.Column] = [.words("Department"), .words(""), .numbers("Sent")]
        if hadWork { columns.append(.numbers("Before")) }
        columns += [.numbers("Waiting"), .words("Fullest queues")]
        var text = TextTable(columns)
        func cells(_ code: String, _ name: String, _ line: [Int], _ words: String) -> [String] {
            [code, name] + (hadWork ? line : [line[0], line[2]]).map { NumberText.grouped($0) } + [words]
        }
        for line in table.lines {
            let fullest = line.fullest.prefix(hadWork ? 1 : 2).map { "\($0.queue) \($0.waiting)" }
            text.add(
                cells(
                    line.code,
                    line.shortName,
                    [line.sent, line.before, line.waiting],
                    fullest.joined(separator: ", ")
                )
            )
        }
        text.addLine()
        text.add(cells("Total", "", [table.sent, table.before, table.waiting], ""))
        show(text.lines(width: width, isPlain: console.terminal.isPlain))
        if hadWork {
            paragraph(
                "\(NumberText.count(table.before, "item")) waited before this run: before and sent now make what waits."
            )
        }
        if table.further > 0 {
            paragraph(
                "\(NumberText.count(table.further, "item")) more than requests: some need a second department too."
            )
        }
    }

    /// One decision in words.
    func decision(_ example: InterestingDecision.Example, catalog: Catalog) {
        heading("One decision, explained")
        let lines = example.decision.explanation(catalog: catalog)
        for (index, line) in lines.enumerated() {
            let depth = line.prefix { $0 == " " }.count
            show(WrappedText.lines(line, width: width, indent: depth, hanging: index == 0 ? 0 : 4))
            if index == 0 { show([""]) }
        }
    }

    /// What a worker took.
    func claim(_ claim: ClaimedWork, by department: DemoTable.Line, catalog: Catalog) {
        heading("A shift of the \(department.name) (\(department.code))")
        paragraph(
            "Claimed \(NumberText.count(claim.items.count, "item")) through the API, the most urgent and oldest first:"
        )
        var table = TextTable([.numbers("Item"), .words("Request"), .words("Queue"), .words("Service")])
        for item in claim.items {
            let service = catalog.service(named: item.serviceCode)?.name.text() ?? item.serviceCode
            table.add([String(item.item), item.serviceRequestID, item.queue ?? department.code, service])
        }
        show(table.lines(width: width, indent: 2, isPlain: console.terminal.isPlain))
    }

    /// What a worker did.
    func completed(_ count: Int, accepted: Int) {
        paragraph("Completed \(count): one straight from the lease, \(accepted) accepted first and then completed.")
    }

    /// What the resident sees.
    func resident(_ view: ResidentView, history: [HistoryLine]) {
        heading("What the resident sees of request \(view.id)")
        field("Problem", view.serviceName ?? "")
        field("With", view.agency ?? "")
        field("Why", view.notice ?? "")
        field("Status", view.status + (view.statusNotes.map { ": \($0)" } ?? ""))
        for (index, line) in history.enumerated() {
            let time = line.at.formatted(.iso8601).replacing("T", with: " ").replacing("Z", with: " UTC")
            field(index == 0 ? "History" : "", "\(time)  \(line.kind) (\(line.actor))")
        }
    }

    /// That it is over; with `--json` the summary.
    func end(_ summary: DemoSummary) throws(CommandError) {
        if console.isJSON { try console.print(json: summary) }
        heading("Done")
        paragraph("The server stops now; the demo's key is revoked. The requests stay in the database.")
    }

    /// Where to go on; with `--json` the summary.
    func end(
        _ summary: DemoSummary,
        shift: DemoShift.Result,
        key: String,
        people: [String],
        password: String
    ) throws(CommandError) {
        if console.isJSON { try console.print(json: summary) }
        heading("The server keeps running; Ctrl-C stops it")
        let base = summary.url
        show(["In a browser:"])
        field("Residents", "\(base)/")
        if let id = shift.serviceRequestID { field("Status", "\(base)/r/\(id)") }
        field("Desk", "\(base)/desk")
        field("Board", "\(base)/dispatch")
        field("Sign in", "as \(people.joined(separator: ", ")), all with the password in \(password)")
        field("", "or with the department's key in \(key)")
        var calls = [
            ["curl", "\(base)/open311/v2/services.json"],
            ["curl", "'\(base)/open311/v2/requests.json?status=open'"],
        ]
        if let id = shift.serviceRequestID { calls.append(["curl", "\(base)/open311/v2/requests/\(id).json"]) }
        calls += [
            ["curl", "\(base)/open311/v2/requests.json", "-d '\(summary.form)'"],
            [
                "curl", "-H \"Authorization: Bearer $(cat \(key))\"", "-H 'Content-Type: application/json'",
                "\(base)/api/v1/queues",
            ],
            [
                ProgramPath.word, "queue", "claim \(shift.department)", "--limit 2", "--url \(base)",
                "--key-file \(key)",
            ],
        ]
        show(["", "In another terminal in this folder:"] + calls.flatMap(Self.lines(of:)))
    }

    /// A call as a shell takes it, broken by backslashes into lines of at most 80 columns where its words allow.
    static func lines(of call: [String]) -> [String] {
        var lines: [String] = []
        var line = " "
        for word in call {
            // Two columns stay free for the backslash.
            if line.count + 1 + word.count > 78, line.contains(where: { $0 != " " }) {
                lines.append(line + " \\")
                line = "     "
            }
            line += " " + word
        }
        return lines + [line]
    }
}
