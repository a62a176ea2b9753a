import ArgumentParser
import Boundaries
import ServiceRequests

/// `dispatch311 locate`: which boundaries hold each place of a table.
struct LocateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "locate",
        abstract: "Add to a table of places the boundary of every layer each lies in.",
        discussion: """
            The table is CSV (RFC 4180), plain or gzipped, with columns latitude and longitude (or lat, long, lon, \
            lng, y, x). One column a layer is added, named like the layer, or <layer>_found where the table has that name \
            already; it holds the boundary's id, and nothing where there is none.

            Examples:
              dispatch311 locate --csv places.csv --out located.csv
              gunzip -c places.csv.gz | dispatch311 locate --csv - | head
            """
    )

    @Option(name: .long, help: ArgumentHelp("The table; - is standard input.", valueName: "file"))
    var csv: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Where the result goes; - is standard output. (default: -)", valueName: "file")
    )
    var out: String?

    @OptionGroup var city: CityOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let path = csv ?? Environment.text("csv") else {
            throw ValidationError("Missing expected argument '--csv <file>'")
        }
        let out = out ?? Environment.text("out")
        let console = output.console
        if console.isJSON, out == nil || out == "-" {
            throw ValidationError("--json prints the counts, so the table needs a file of its own: add --out FILE")
        }
        let folders = try city.folders()
        let table = try PendingTable(path: path)
        let snapshot = try await folders.snapshot(folders.jurisdiction())
        let locator = Locator(index: snapshot.index)
        try await Interruption.watch {
            let total = console.isShowingProgress ? await RowEstimate.rows(of: path) : nil
            let progress = console.progress("Locating", total: total)
            let counts = try await locator.run(table, out: out, progress: progress)
            try counts.report(on: console)
        }
    }
}
