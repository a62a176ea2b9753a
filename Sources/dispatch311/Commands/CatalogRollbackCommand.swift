import ArgumentParser
import Store

/// `dispatch311 catalog rollback`: brings an earlier catalog into force again.
struct CatalogRollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Bring an earlier catalog into force again, on every server.",
        discussion: """
            Goes back to the catalog that was in force before the one that is; the boundaries stay. Done twice, it \
            takes the first one back. The folder is not touched: change it too before you publish it again. An \
            earlier catalog that no longer fits the boundaries in force is refused.

            Examples:
              dispatch311 catalog rollback
              dispatch311 catalog rollback --to 4f1c09 --note "Wrong department for noise"
            """
    )

    @OptionGroup var back: RollbackOptions
    @OptionGroup var wish: PublishOptions
    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let target = try back.target()
        try await Publishing(jurisdiction: city.wanted, kind: .catalog, wish: wish, console: output.console).run(
            in: database.place(),
            .earlierCatalog(target)
        )
    }
}
