import ArgumentParser
import Boundaries

/// `dispatch311 boundaries lint`: everything that is wrong with boundary files, and what to do about it.
struct BoundariesLintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Find everything that is wrong with boundary files, and repair what can be repaired.",
        discussion: """
            Names every fault with file, feature, key, place and remedy: projected coordinates and what they look \
            like, swapped axes, rings that are open, tiny, narrow or cross themselves, duplicates, missing keys, \
            positions outside the extent, and what other programs may mind. Without files all layers of layers.yml \
            are looked at, with the keys, labels and the extent it states. An error is what makes the city's \
            servers refuse a file; warnings and notes alone end with 0.

            With --fix, rings are closed and turned round, repeated positions, third numbers and tiny or narrow rings \
            taken out, swapped axes put right where a whole feature has them, and invalid polygons made valid by \
            GEOS; every change is told with its square metres. Properties, ids and all else stay byte for byte. No \
            feature is dropped and no position guessed: what that would take stays an error. Nothing is written \
            without --out or --in-place.

            Examples:
              dispatch311 boundaries lint
              dispatch311 boundaries lint districts.geojson --key boro_cd --extent=-74.3,40.45,-73.65,40.95
              dispatch311 boundaries lint districts.geojson --fix --out districts.fixed.geojson
            """
    )

    @Argument(
        help: ArgumentHelp("GeoJSON files; - is standard input. (default: those of layers.yml)", valueName: "file")
    )
    var files: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("The property that holds a boundary's id. (default: guessed)", valueName: "property")
    )
    var key: String?

    @Option(name: .long, help: ArgumentHelp("The property that holds a boundary's name.", valueName: "property"))
    var label: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Where every position must lie, in degrees; write --extent=W,S,E,N.", valueName: "w,s,e,n")
    )
    var extent: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A folder with a layers.yml, or that holds such folders; may be repeated. (default: GeoData)",
            valueName: "dir"
        )
    )
    var geodata: [String] = []

    @Flag(name: .long, help: "Repair what can be repaired, and say what changed.")
    var fix = false

    @Option(name: .long, help: ArgumentHelp("Where the repaired file goes; - is standard output.", valueName: "file"))
    var out: String?

    @Flag(name: .long, help: "Put the repaired files in the place of the files.")
    var inPlace = false

    @Option(
        name: .long,
        help: ArgumentHelp("Rings narrower than this on average are slivers.", valueName: "metres")
    )
    var sliver = Environment.number("sliver") ?? 1

    @Option(
        name: .long,
        help: ArgumentHelp("Rings of less than this are tiny.", valueName: "square metres")
    )
    var tiny = Environment.number("tiny") ?? 1

    @OptionGroup var output: OutputOptions

    private var repairs: Bool { fix || Environment.flag("fix") }
    private var isInPlace: Bool { inPlace || Environment.flag("in-place") }

    /// Where the repaired file goes, said here or in the environment, which counts only where a file is to be written.
    private var place: String? { out ?? (repairs && !isInPlace ? Environment.text("out") : nil) }

    func validate() throws {
        for (name, value) in [("sliver", sliver), ("tiny", tiny)] {
            guard (0...1_000_000).contains(value) else {
                throw ValidationError("--\(name): expected a number from 0 to 1000000, found \(value)")
            }
        }
        if (out != nil || isInPlace), !repairs {
            throw ValidationError("--out and --in-place write what --fix repairs: add --fix")
        }
        if out != nil, isInPlace { throw ValidationError("--out and --in-place are two places: give one of them") }
        if place != nil, files.count != 1 { throw ValidationError("--out takes one repaired file: name one file") }
        if place == "-", output.isJSON {
            throw ValidationError("--json prints findings, so the file needs a place of its own")
        }
        if isInPlace, files.contains("-") { throw ValidationError("standard input has no place: use --out") }
        if files.count(where: { $0 == "-" }) > 1 { throw ValidationError("standard input can be read once only") }
        if files.isEmpty, key != nil || label != nil || extent != nil {
            throw ValidationError("--key, --label and --extent are for files: layers.yml states those of the layers")
        }
        if !files.isEmpty, !geodata.isEmpty { throw ValidationError("name either files or --geodata") }
    }

    func run() async throws {
        let console = output.console
        let (key, label) = (key ?? Environment.text("key"), label ?? Environment.text("label"))
        let box = try (extent ?? Environment.text("extent")).map(ExtentOption.box)
        let given = geodata.isEmpty ? Environment.list("geodata") : geodata
        let source =
            try files.isEmpty
            ? LintFiles.layers(in: given)
            : LintFiles(files: files.map { LintFile(path: $0, key: key, label: label, extent: box) })
        let lint = BoundaryLint(settings: LintSettings(tinySquareMetres: tiny, sliverMetres: sliver))
        var reports: [BoundaryLintReport] = source.problems
        for file in source.files { reports.append(try await report(on: file, lint)) }
        // With the file itself on standard output, what is said of it goes to standard error.
        let isFileOutput = place == "-"
        for report in reports {
            if console.isJSON {
                try console.print(json: report)
            } else if isFileOutput {
                for line in report.lines(terminal: console.terminal) { console.warn(line) }
            } else {
                console.print(report.lines(terminal: console.terminal))
            }
        }
        if !console.isJSON, reports.count > 1 {
            console.print(BoundaryLintReport.summary(of: reports, terminal: console.terminal))
        }
        if repairs, place == nil, !isInPlace, reports.contains(where: { !$0.changes.isEmpty }) {
            console.say("Nothing is written: --out FILE or --in-place would.")
        }
        if reports.contains(where: { $0.errors > 0 }) { throw CommandError.findings }
    }

    private func report(on file: LintFile, _ lint: BoundaryLint) async throws(CommandError) -> BoundaryLintReport {
        let subject = try await OwnThread.run { () throws(CommandError) in try file.subject(limits: lint.limits) }
        guard repairs else { return BoundaryLintReport(try await Self.result(of: subject, lint), label: file.label) }
        let outcome = try await Self.outcome(of: subject, lint)
        let path = isInPlace ? (outcome.changes.isEmpty ? nil : file.path) : place
        if path == "-" {
            OutputDescriptor.output.write(outcome.data)
        } else if let path {
            try OutputFile.write(outcome.data, to: path)
        }
        return BoundaryLintReport(outcome, label: file.label, written: path)
    }

    private static func result(
        of subject: LintSubject,
        _ lint: BoundaryLint
    ) async throws(CommandError) -> LintResult {
        do throws(BoundaryError) {
            return try await OwnThread.run { () throws(BoundaryError) in try lint.result(of: subject) }
        } catch {
            throw failure(subject, error)
        }
    }

    private static func outcome(
        of subject: LintSubject,
        _ lint: BoundaryLint
    ) async throws(CommandError) -> RepairOutcome {
        do throws(BoundaryError) {
            return try await OwnThread.run { () throws(BoundaryError) in
                try BoundaryRepair(lint: lint).outcome(of: subject)
            }
        } catch {
            throw failure(subject, error)
        }
    }

    private static func failure(_ subject: LintSubject, _ error: BoundaryError) -> CommandError {
        CommandError(.findings, "\(subject.file): expected to be able to check the file, found \(error)")
    }
}
