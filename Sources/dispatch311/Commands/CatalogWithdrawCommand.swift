import ArgumentParser
import Store

/// `dispatch311 catalog withdraw`: takes back what was scheduled, before its time.
struct CatalogWithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Take back a scheduled change before it comes into force.",
        discussion: """
            catalog list has the numbers. A change that was refused when its time came is dealt with by this, too: it is \
            no longer reported by dispatch311 doctor. What is in force stays in force.

            Example:
              dispatch311 catalog withdraw 3
            """
    )

    @Argument(help: ArgumentHelp("The scheduled change's number.", valueName: "n"))
    var scheduled: Int

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Withdrawing(jurisdiction: city.wanted, kind: .catalog, console: output.console)
            .run(scheduled, in: database.place())
    }
}
