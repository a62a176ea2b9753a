import ArgumentParser
import Boundaries

/// `dispatch311 boundaries report`: where a layer leaves the city out, or covers it twice.
struct BoundariesReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Find the gaps and overlaps of layers, and draw them.",
        discussion: """
            A layer should cover the city once. Without a file, every layer of the folder is held against the city's \
            outline, or the layers you name; with one, a GeoJSON file before it is published, against the outline you \
            give, else only what it encloses itself. What is nowhere wider than the tolerance is left out and counted.

            Ends with 1 when there is a gap or an overlap. What lies beyond the outline is told and drawn but is no \
            fault: two layers that end at the shore seldom draw the same one. Nor is a hole inside one boundary of the \
            outline's own layer, such as a dock. A request in a gap has no boundary of that layer, and a rule that needs \
            one sends it to triage; in an overlap the smaller boundary wins.

            Layers must have the size of a city: up to some 290 km from south to north at New York's latitude.

            Examples:
              dispatch311 boundaries report --html report.html
              dispatch311 boundaries report --layer community_district --only kind=district --geojson gaps.geojson
              dispatch311 boundaries report new-wards.geojson --key ward --outline city.geojson --json
            """
    )

    @Argument(help: "A GeoJSON file to report on instead of the folder's layers.")
    var file: String?

    @Option(name: .long, help: ArgumentHelp("A layer of the folder; may be repeated. (default: all)", valueName: "id"))
    var layer: [String] = Environment.list("layer")

    @Option(name: .long, help: ArgumentHelp("The file's property that holds the ids.", valueName: "property"))
    var key = Environment.text("key", default: "id")

    @Option(
        name: .long,
        help: ArgumentHelp("The file's property that holds the names. (default: the ids)", valueName: "property")
    )
    var label: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only features whose property has this value; may be repeated.",
            valueName: "property=value"
        )
    )
    var only: [PropertyFilter] = Environment.list("only", of: "property=value") { PropertyFilter(argument: $0) }

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A GeoJSON file whose features together are what is to be covered. (default: the city's outline)",
            valueName: "file"
        )
    )
    var outline: String?

    @Option(name: .long, help: ArgumentHelp("The outline's property that holds the ids.", valueName: "property"))
    var outlineKey = Environment.text("outline-key", default: "id")

    @Option(
        name: .long,
        help: ArgumentHelp("Leave out what is nowhere wider: 0.1 to 1000 m.", valueName: "metres")
    )
    var tolerance = Environment.number("tolerance") ?? 1

    @Option(name: .long, help: ArgumentHelp("Findings of a layer to print.", valueName: "n"))
    var rows = Environment.integer("rows", default: 20)

    @Option(name: .long, help: ArgumentHelp("Where the findings' shapes go, as GeoJSON.", valueName: "file"))
    var geojson: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Where the picture goes: one page that needs nothing else.", valueName: "file")
    )
    var html: String?

    @Option(name: .long, help: ArgumentHelp("The date written on the picture. (default: today)", valueName: "date"))
    var date: String?

    @OptionGroup var city: CityOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard Coverage.tolerances.contains(tolerance) else {
            throw ValidationError("--tolerance: expected 0.1 to 1000 metres, found \(tolerance)")
        }
        guard rows >= 0 else { throw ValidationError("--rows: expected 0 or more, found \(rows)") }
        for (option, path) in [("geojson", geojson), ("html", html)] where path == "-" || path == "" {
            throw ValidationError("--\(option): expected a file of its own, because standard output has the report")
        }
        guard file == nil || layer.isEmpty else {
            throw ValidationError("--layer names a layer of the folder, and a file is one layer: leave out one of them")
        }
    }

    func run() async throws {
        let console = output.console
        let reports = try await input().reports(toleranceMetres: tolerance)
        for report in reports {
            if console.isJSON {
                for object in report.findingObjects { try console.print(json: object) }
                try console.print(json: report.summaryObject)
            } else {
                console.print(report.lines(rows: rows, terminal: console.terminal))
            }
        }
        if let path = geojson ?? Environment.text("geojson") {
            var features = FeatureText()
            for report in reports { report.add(to: &features) }
            try OutputFile.write(features.text.utf8, to: path)
        }
        if let path = html ?? Environment.text("html") {
            let page = CoveragePage(reports: reports, date: date ?? Environment.text("date") ?? PicturePage.today)
            try OutputFile.write(page.text.utf8, to: path)
            console.say("the picture is in \(path.escaped)")
        }
        if reports.contains(where: { !$0.coverage.isWhole }) { throw CommandError.findings }
    }

    private func input() async throws(CommandError) -> CoverageInput {
        let outlineFile = (outline ?? Environment.text("outline")).map {
            OutlineFile(file: LayerFile(path: $0, key: outlineKey))
        }
        if let file {
            let label = label ?? Environment.text("label")
            return try await CoverageInput(
                file: file,
                key: key,
                label: label,
                outlineFile: outlineFile,
                filters: only
            )
        }
        return try await CoverageInput(
            folders: city.folders(),
            layers: layer,
            outlineFile: outlineFile,
            filters: only
        )
    }
}
