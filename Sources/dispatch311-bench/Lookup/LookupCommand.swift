import ArgumentParser

/// `dispatch311-bench lookup`: how fast the boundaries under a point are found, beside GEOS and PostGIS.
struct LookupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup",
        abstract: "Measure finding the boundaries of all layers under a point, beside GEOS and PostGIS.",
        discussion: """
            The same points are asked of every side in one run, the sides in turns: points spread evenly over the \
            city's box, the lots of an answer key in random order, and points far outside. Ours is \
            BoundaryIndex.probe, by one thread and by as many as there are processors, with every id in the answer \
            read; ours-unread leaves that out, and ours-as-served lets points near the outline snap to it. GEOS is \
            its STR-tree with prepared geometries, the context and all else made before, one point made for each \
            question, the prepared geometry asked in the tree's callback: one tree over all layers and a tree for \
            each layer are measured, and the faster is the opponent. PostGIS joins a table of points, as many as \
            --postgis-points, with a table of the boundaries of all layers that has a GiST index, by ST_Intersects \
            and by ST_Covers: the faster is the opponent. Shown beside it is what it takes with the boundaries cut \
            into pieces of 64 vertices before, which is how PostGIS is made fast, and what it takes to go boundary \
            by boundary over points that were indexed before. Every value is the nanoseconds a point and all layers \
            take.

            On every side a point on an edge lies in both its boundaries. Afterwards each point's boundaries are \
            compared with those of GEOS and of PostGIS, layer by layer, and the command ends with 1 where they \
            differ.
            """
    )

    @Option(name: .long, help: ArgumentHelp("Points of each kind.", valueName: "n"))
    var points = 1_000_000

    @Option(name: .long, help: ArgumentHelp("Points PostGIS is asked for; 0 leaves it out.", valueName: "n"))
    var postgisPoints = 20_000

    @Option(name: .long, help: ArgumentHelp("How often each side is measured, in turns.", valueName: "n"))
    var repeats = 5

    @Option(name: .long, help: ArgumentHelp("What the points follow from.", valueName: "n"))
    var seed: UInt64 = 6

    @Option(name: .long, help: ArgumentHelp("The folder of layers.yml.", valueName: "dir"))
    var geodata = "GeoData/nyc"

    @Option(
        name: .long,
        help: ArgumentHelp("The folder of jurisdiction.yml, which says what a server tolerates.", valueName: "dir")
    )
    var catalog = "Catalog/nyc"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A table of lots with the boundaries the City says they lie in, plain or gzipped.",
            valueName: "file"
        )
    )
    var answerKey = "../shared/data/nyc/answer-key.csv.gz"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Measure again with this GeoJSON file as a further layer, the property KEY holding the ids.",
            valueName: "file:key"
        )
    )
    var extra: String?

    @OptionGroup var output: BenchOptions

    func validate() throws {
        try OptionRange.check("--points", points, 1000...100_000_000)
        try OptionRange.check("--repeats", repeats, 1...100)
        if postgisPoints != 0 { try OptionRange.check("--postgis-points", postgisPoints, 1000...1_000_000) }
        if let extra { _ = try ExtraLayer(extra) }
    }

    func run() async throws {
        let report = output.report("lookup")
        let options = self
        guard postgisPoints > 0 else {
            let presence = PostGISSide.Presence.absent("left out by --postgis-points 0")
            return try await LookupRun(report: report, options: options, presence: presence).run()
        }
        try await Stage.with { stage in
            try await PostGISSide.with(stage.databases[0]) { presence in
                try await LookupRun(report: report, options: options, presence: presence).run()
            }
        }
    }
}
