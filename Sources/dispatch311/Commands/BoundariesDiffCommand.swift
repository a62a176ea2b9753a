import ArgumentParser
import Boundaries

/// `dispatch311 boundaries diff`: what would change with other boundaries, and for which requests.
struct BoundariesDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what other boundaries would change, and which requests would go elsewhere.",
        discussion: """
            Compares what is before with what is after. Each is one of
              in-force     what is in force in the database
              12           what publication 12 had; boundaries list has the numbers
              scheduled-3  what will be in force from scheduled change 3 on; boundaries list has the numbers
              9b02aa       a layer's version, by 6 of its digits or more
              ./new.geojson, GeoData/nyc   a file, which is one layer, or a folder with layers.yml
            One alone is what is after, and what is in force is before; with none, the folder of --geodata is after. A \
            file that layers.yml beside it does not name stands for the layer of --layer, else for the layer on the \
            other side, else for the one it is called like; its ids are read from the property that layer has elsewhere, \
            else from id, unless --key says another.

            Boundaries are the same where their ids are. What moves is listed by area, from which boundary to which; \
            pieces nowhere as thick as the tolerance are left out and counted. Nothing is published or stored.

            --requests reads a table as replay and route --csv do, and counts the rows that would lie in another \
            boundary and, with the catalog of --catalog, or of the database where a side is there, those that would go to \
            another department or queue. Where a side is in the database its own requests are counted, unless a table is \
            given: those that are open and those of the last --days. --out lists those that move.

            Examples:
              dispatch311 boundaries diff
              dispatch311 boundaries diff new_precincts.geojson --layer police_precinct --html moves.html
              dispatch311 boundaries diff 3 in-force --geojson moved.geojson --json
              dispatch311 boundaries diff old.geojson new.geojson --key CounDist --requests requests.csv.gz --out moved.csv
            """
    )

    @Argument(help: ArgumentHelp("Before and after; one alone is after.", valueName: "boundaries"))
    var sides: [String] = []

    @Option(name: .long, help: ArgumentHelp("A layer to compare; may be repeated. (default: all)", valueName: "id"))
    var layer: [String] = Environment.list("layer")

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The property with the ids in a file no layers.yml names; twice for before and after.",
            valueName: "property"
        )
    )
    var key: [String] = Environment.list("key")

    @Option(name: .long, help: ArgumentHelp("How thick a piece must be to count.", valueName: "metres"))
    var tolerance: Double = Environment.number("tolerance") ?? LayerDiff.standardTolerance

    @Option(name: .long, help: ArgumentHelp("A table of requests to look at; - is standard input.", valueName: "file"))
    var requests: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Look at the requests in the database. (default: where a side is there and no table is given)"
    )
    var stored: Bool?

    @Option(name: .long, help: ArgumentHelp("How far back stored requests are looked at.", valueName: "n"))
    var days = Environment.integer("days", default: 90)

    @Option(name: .long, help: ArgumentHelp("Where a table of the requests that move goes.", valueName: "file"))
    var out: String?

    @Option(name: .long, help: ArgumentHelp("Where the parts that move go, as GeoJSON.", valueName: "file"))
    var geojson: String?

    @Option(name: .long, help: ArgumentHelp("Where a page goes that shows and lists them.", valueName: "file"))
    var html: String?

    @OptionGroup var city: CityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    private var asksForStored: Bool? { stored ?? Environment.choice("stored") }

    func validate() throws {
        _ = asksForStored
        guard sides.count <= 2 else {
            throw ValidationError("expected at most what is before and what is after, found \(sides.count) names")
        }
        guard key.count <= 2 else { throw ValidationError("--key: expected one or two, found \(key.count)") }
        guard (0...1000).contains(tolerance) else {
            throw ValidationError("--tolerance: expected 0 to 1000 metres, found \(tolerance)")
        }
        guard (0...3660).contains(days) else { throw ValidationError("--days: expected 0 to 3660, found \(days)") }
        for (option, path) in [("out", out), ("geojson", geojson), ("html", html)] where path == "-" || path == "" {
            throw ValidationError("--\(option): expected a file of its own, because standard output has the report")
        }
    }

    func run() async throws {
        let folders = try city.foldersIfAny()
        let names = try names()
        let console = output.console
        let requests = requests ?? Environment.text("requests")
        let isStored = names.before.isStored || names.after.isStored
        let looksAtStored = asksForStored ?? (isStored && requests == nil)
        let run = DiffRun(
            wish: DiffRun.Wish(
                names: names,
                layers: layer,
                keys: (before: key.first, after: key.last),
                tolerance: tolerance,
                requests: requests,
                days: looksAtStored ? days : nil,
                out: out ?? Environment.text("out"),
                geojson: geojson ?? Environment.text("geojson"),
                html: html ?? Environment.text("html")
            ),
            jurisdiction: folders.wanted,
            folders: folders,
            console: console
        )
        guard isStored || looksAtStored else {
            // Comparing alone leaves nothing half done, and may be ended at once.
            return requests == nil
                ? try await run.run(in: nil) : try await Interruption.watch { try await run.run(in: nil) }
        }
        let (place, wanted) = (try database.place(), folders.wanted)
        try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                try await run.run(in: DiffRun.StoredCity(pool: pool, row: row))
            }
        }
    }

    private func names() throws -> (before: SideName, after: SideName) {
        switch sides.count {
        case 0:
            let folders = try city.folders()
            return (.inForce, .path("\(folders.geodata)/\(try folders.jurisdiction())"))
        case 1: return (.inForce, SideName(sides[0]))
        default: return (SideName(sides[0]), SideName(sides[1]))
        }
    }
}
