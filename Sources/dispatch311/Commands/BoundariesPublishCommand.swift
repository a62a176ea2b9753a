import ArgumentParser
import Store

/// `dispatch311 boundaries publish`: brings the folder's layers into force.
struct BoundariesPublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Bring the folder's boundaries into force on every server.",
        discussion: """
            Reads layers.yml and its files, checks them against the catalog in force, and publishes them whole or, \
            where something is wrong, not at all: then it prints everything that is wrong and ends with 1. A layer \
            that is no longer in layers.yml goes, unless the catalog needs it. The files the map is drawn from are \
            published with them. With --layer only the layers you name are taken from the folder, and all else \
            stays, the map too. Servers follow within seconds. Requests that are open keep \
            the department and queue they have. Where nothing was ever published for the city, its catalog is \
            published with them.

            With --effective it is checked now and comes into force by itself at that time, in the city's time zone; a \
            running server sees to it. Only what it changes is kept: what else is published until then stays. boundaries \
            list shows what is scheduled, and boundaries withdraw takes it back.

            Ends with 75 when somebody else published boundaries at the same moment.

            Examples:
              dispatch311 boundaries publish --plan
              dispatch311 boundaries publish --layer police_precinct --note "116th Precinct opens"
              dispatch311 boundaries publish --layer council_district --effective 2027-01-01
            """
    )

    @Option(name: .long, help: ArgumentHelp("A layer to publish; may be repeated. (default: all)", valueName: "id"))
    var layer: [String] = Environment.list("layer")

    @OptionGroup var wish: PublishOptions
    @OptionGroup var time: EffectiveOption
    @OptionGroup var city: CityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let folders = try city.folders()
        let id = try folders.jurisdiction()
        let layers = layer
        try await Publishing(
            jurisdiction: id,
            kind: .boundaries,
            wish: wish,
            effective: time.date,
            console: output.console
        ).run(
            in: database.place(),
            folders: folders
        ) { () throws(CommandError) in
            let geodata = try await folders.geodata(id)
            return layers.isEmpty ? .boundaries(geodata) : .layers(layers, geodata)
        }
    }
}
