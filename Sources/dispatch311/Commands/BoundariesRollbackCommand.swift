import ArgumentParser
import Store

/// `dispatch311 boundaries rollback`: brings earlier boundaries into force again.
struct BoundariesRollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Bring earlier boundaries into force again, on every server.",
        discussion: """
            Goes back to the boundaries that were in force before those that are, all layers and the map as they \
            were together; with --layer, to the earlier version of that one layer. The catalog stays. Done twice, it takes the first \
            one back. The folder is not touched: change it too before you publish it again. Earlier boundaries that \
            no longer fit the catalog in force are refused.

            Examples:
              dispatch311 boundaries rollback
              dispatch311 boundaries rollback --layer police_precinct --to 9b02aa
            """
    )

    @Option(name: .long, help: ArgumentHelp("The layer to take back. (default: all of them)", valueName: "id"))
    var layer: String?

    @OptionGroup var back: RollbackOptions
    @OptionGroup var wish: PublishOptions
    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    private var wanted: String? { layer ?? Environment.text("layer") }

    func validate() throws {
        guard back.version == nil || wanted != nil else {
            throw ValidationError("--to names a version of one layer: say which with --layer, or use --publication")
        }
    }

    func run() async throws {
        let target = try back.target()
        try await Publishing(jurisdiction: city.wanted, kind: .boundaries, wish: wish, console: output.console).run(
            in: database.place(),
            wanted.map { .earlierLayer($0, target) } ?? .earlierBoundaries(target)
        )
    }
}
