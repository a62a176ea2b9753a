import ArgumentParser
import Store

/// `dispatch311 catalog publish`: brings the folder's catalog into force.
struct CatalogPublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Bring the folder's catalog into force on every server.",
        discussion: """
            Reads the folder, checks it against the boundaries in force, and publishes it whole or, where something is \
            wrong, not at all: then it prints everything that is wrong and ends with 1. Servers follow within seconds. \
            Requests that are open keep the department and queue they have. Where nothing was ever published for the \
            city, its boundaries are published with it.

            With --effective it is checked now and comes into force by itself at that time, in the city's time zone; a \
            running server sees to it. Only what it changes is kept: what else is published until then stays. catalog \
            list shows what is scheduled, and catalog withdraw takes it back.

            Ends with 75 when somebody else published a catalog at the same moment.

            Examples:
              dispatch311 catalog publish --plan
              dispatch311 catalog publish --note "New service: e-bike batteries"
            """
    )

    @OptionGroup var wish: PublishOptions
    @OptionGroup var time: EffectiveOption
    @OptionGroup var city: CityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let folders = try city.folders()
        let id = try folders.jurisdiction()
        try await Publishing(
            jurisdiction: id,
            kind: .catalog,
            wish: wish,
            effective: time.date,
            console: output.console
        ).run(
            in: database.place(),
            folders: folders
        ) { () throws(CommandError) in
            .catalog(try await folders.catalogVersion(id))
        }
    }
}
