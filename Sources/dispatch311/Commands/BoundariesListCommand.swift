import ArgumentParser
import Store

/// `dispatch311 boundaries list`: which version of each layer was in force when.
struct BoundariesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the versions of every layer, and of the map's files, that were in force.",
        discussion: """
            Layer by layer, each newest first: one line for each time a version was in force, from when to when, and \
            who published it. Below them is what was scheduled and has not come into force.

            Example:
              dispatch311 boundaries list --layer police_precinct
            """
    )

    @Option(name: .long, help: ArgumentHelp("Only this layer. (default: all)", valueName: "id"))
    var layer: String?

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let city = try await PublishedCity.log(of: city.wanted, in: database.place())
        let log = city.log
        // The map's files have no layer, so asking for one layer leaves them out.
        var versions = VersionInForce.layers(in: log) + VersionInForce.mapFiles(in: log)
        let layer = layer ?? Environment.text("layer")
        if let layer {
            let known = versions.compactMap(\.layer)
            versions.removeAll { $0.layer != layer }
            guard !versions.isEmpty else {
                var ids: [String] = []
                for id in known where !ids.contains(id) { ids.append(id) }
                throw CommandError(
                    .usage,
                    "--layer: expected one of \(ids.joined(separator: ", ")), found \"\(layer)\""
                )
            }
        }
        try VersionList(jurisdiction: city.code, versions: versions).show(on: output.console)
        try ScheduleList(city, kind: .boundaries, layer: layer).show(on: output.console)
    }
}
