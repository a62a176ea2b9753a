import ArgumentParser
import GeoReport

/// `dispatch311 conformance`: how far a server keeps GeoReport v2, seen from outside.
struct ConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Check from outside how far any city's server keeps GeoReport v2.",
        discussion: """
            Works with every server of GeoReport v2, not only this program's. The address is a discovery document, \
            what stands above one, or an endpoint; it finds out which. It reads only, unless --write is given: then it \
            also sends service requests, to the endpoint of type test where discovery lists one, and says before what \
            goes where. An endpoint that is not called a test wants --service and a place, for what is sent there may be \
            acted upon.

            What the specification demands fails; what it only recommends, and our rulings where it is loose, are \
            warnings, with --strict failures too; extensions are offered or not. Every line names its source. Ends \
            with 1 when something failed, or when what answers is no GeoReport, with 69 when nobody answers, with 75 when it was interrupted; what was seen \
            until then is told.

            Examples:
              dispatch311 conformance https://city.example.gov/open311/discovery.xml
              dispatch311 conformance http://127.0.0.1:8311/open311/v2 --strict --format junit --out report.xml
              dispatch311 conformance http://127.0.0.1:8311/open311/v2 --write --service noise --lat 40.69 --long=-73.91
            """
    )

    @Argument(help: ArgumentHelp("A discovery document, what stands above one, or an endpoint.", valueName: "url"))
    var url: String

    @Flag(name: .long, help: "Send service requests too.")
    var write = false

    @Flag(name: .long, help: "Take recommendations and rulings for musts.")
    var strict = false

    @Flag(name: .long, help: "In text, only what is not kept, and the summary.")
    var brief = false

    @Option(name: .long, help: ArgumentHelp("text, json or junit.", valueName: "format"))
    var format: ReportFormat?

    @Option(name: .long, help: ArgumentHelp("Where the report goes. (default: standard output)", valueName: "file"))
    var out: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Requirements by family, number or id: G, S1, R2a; may be repeated, or with commas. (default: all)",
            valueName: "ids"
        )
    )
    var only: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("The jurisdiction_id, where the server has several cities.", valueName: "id")
    )
    var jurisdiction: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A file with the key that goes with what is sent; - is standard input.", valueName: "file")
    )
    var apiKeyFile: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A service that may be reported; may be repeated, so that there is one of each type.",
            valueName: "code"
        )
    )
    var service: [String] = []

    @Option(name: .long, help: ArgumentHelp("Where to report: degrees north.", valueName: "degrees"))
    var lat: Double?

    @Option(name: .long, help: ArgumentHelp("Where to report: degrees east; write --long=-73.9.", valueName: "degrees"))
    var long: Double?

    @Option(name: .long, help: ArgumentHelp("Where to report, in words.", valueName: "text"))
    var address: String?

    @Option(
        name: .customLong("address-id"),
        help: ArgumentHelp("Where to report, as the id of an address.", valueName: "id")
    )
    var addressID: String?

    @Option(name: .long, help: ArgumentHelp("How long an answer may take.", valueName: "seconds"))
    var timeout = Environment.integer("timeout", default: 20)

    @Option(name: .long, help: ArgumentHelp("Questions a second at most. (default: 5)", valueName: "n"))
    var rate: Double?

    @OptionGroup var output: OutputOptions

    private var questionsPerSecond: Double { rate ?? Environment.number("rate") ?? 5 }
    private var requirements: [String] {
        (only.isEmpty ? Environment.list("only") : only.flatMap { $0.split(separator: ",").map(\.trimmed) })
    }

    private var reportFormat: ReportFormat {
        if let format { return format }
        if output.isJSON { return .json }
        return Environment.value("format", of: "text, json or junit") { ReportFormat(rawValue: $0) } ?? .text
    }

    private var place: ConformanceSettings.Place? {
        guard let lat = lat ?? Environment.number("lat"), let long = long ?? Environment.number("long") else {
            return nil
        }
        return ConformanceSettings.Place(latitude: "\(lat)", longitude: "\(long)")
    }

    func validate() throws {
        guard (1...600).contains(timeout) else {
            throw ValidationError("--timeout: expected 1 to 600 seconds, found \(timeout)")
        }
        guard (0.1...10_000).contains(questionsPerSecond) else {
            throw ValidationError("--rate: expected 0.1 to 10000 questions a second, found \(questionsPerSecond)")
        }
        guard (lat ?? Environment.number("lat") == nil) == (long ?? Environment.number("long") == nil) else {
            throw ValidationError("--lat and --long go together")
        }
        if let odd = requirements.first(where: { word in !Requirement.all.contains { $0.matches(word) } }) {
            throw ValidationError("--only: expected ids like G, S1 or R2a, found \"\(odd.escaped)\"")
        }
        _ = (reportFormat, Environment.flag("write"), Environment.flag("strict"), Environment.flag("brief"))
    }

    func run() async throws {
        let console = output.console
        let settings = try settings()
        let (url, rate, timeout) = (url, questionsPerSecond, timeout)
        let report = try await Interruption.watch {
            try await ConformanceClient.using(secondsForAnswer: timeout, questionsPerSecond: rate) { client in
                let progress = console.progress("Asking", total: nil)
                let suite = ConformanceSuite(
                    settings: settings,
                    onQuestion: { _ in progress.advance() },
                    fetch: { await client.fetch($0) }
                )
                defer { progress.finish() }
                let target = try await Self.target(at: url, of: suite)
                for line in target.notes + suite.plan(for: target) { console.say(line.escaped) }
                console.say("At most \(NumberText.short(rate)) questions a second; each may take \(timeout) s.")
                return await suite.report(on: target)
            }
        }
        try write(report, to: out ?? Environment.text("out"), console)
        switch report.stop {
        case nil: break
        case .spent(let most)?:
            throw CommandError(
                .findings,
                "\(url): \(most) questions were asked, which is the most; what was left is skipped"
            )
        case .interrupted?:
            throw CommandError(.tryAgain, "\(url): interrupted before the work was done; what was left is skipped")
        default: throw CommandError(.unreachable, "\(url): the server stopped answering; what was left is skipped")
        }
        if !report.isPassed { throw CommandError.findings }
    }

    private static func target(
        at url: String,
        of suite: ConformanceSuite
    ) async throws(CommandError) -> ConformanceTarget {
        do throws(TargetError) {
            return try await suite.target(at: url)
        } catch {
            throw CommandError(error)
        }
    }

    private func settings() throws(CommandError) -> ConformanceSettings {
        var settings = ConformanceSettings()
        settings.isWriting = write || Environment.flag("write")
        settings.isStrict = strict || Environment.flag("strict")
        settings.jurisdiction = jurisdiction ?? Environment.text("jurisdiction")
        settings.only = requirements
        settings.services = service.isEmpty ? Environment.list("service") : service
        settings.place = place
        settings.address = address ?? Environment.text("address")
        settings.addressID = addressID ?? Environment.text("address-id")
        if let file = apiKeyFile ?? Environment.text("api-key-file") {
            settings.apiKey = try SecretFile.text(file, option: "api-key-file")
        }
        return settings
    }

    private func write(_ report: ConformanceReport, to file: String?, _ console: Console) throws {
        let bytes: [UInt8]
        switch reportFormat {
        case .json: bytes = report.json + [UInt8(ascii: "\n")]
        case .junit: bytes = report.junit
        case .text:
            let terminal = console.terminal
            let lines = report.lines(isBrief: brief || Environment.flag("brief")) { terminal.mark($0) }
            guard file != nil else { return console.print(lines) }
            bytes = Array((lines.map(\.plain).joined(separator: "\n") + "\n").utf8)
        }
        guard let file, file != "-" else {
            OutputDescriptor.output.write(bytes)
            return
        }
        try OutputFile.write(bytes, to: file)
        console.say("\(report.summary). The report is in \(file).")
    }
}
