import ArgumentParser
import Store

/// `dispatch311 catalog list`: which catalog was in force when.
struct CatalogListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the catalogs that were in force, newest first.",
        discussion: """
            One line for each time a catalog was in force: from when to when, and who published it. Below them \
            is what was scheduled and has not come into force.

            Example:
              dispatch311 catalog list
            """
    )

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let city = try await PublishedCity.log(of: city.wanted, in: database.place())
        let versions = VersionInForce.catalogs(in: city.log)
        try VersionList(jurisdiction: city.code, versions: versions).show(on: output.console)
        try ScheduleList(city, kind: .catalog).show(on: output.console)
    }
}
