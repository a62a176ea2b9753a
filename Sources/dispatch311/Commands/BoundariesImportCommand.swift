import ArgumentParser
import Boundaries

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311 boundaries import`: makes a layer of what a city has.
struct BoundariesImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a layer of a Shapefile, GeoPackage, ArcGIS layer or other source.",
        discussion: """
            The source is a Shapefile, GeoPackage, file geodatabase, KML, ArcGIS JSON or GeoJSON, or a .zip of one, \
            or the address of a layer of an ArcGIS server. GDAL's ogr2ogr converts it to degrees as RFC 7946 wants \
            them; where it is not installed, the command is shown that does it elsewhere, and the exit code is 69. \
            GeoJSON in degrees needs no conversion and is taken as it is. Nothing is repaired and nothing left out: \
            the result is checked as the server would, and put in place only when it has no fault. The network is \
            used only for an address.

            With the source alone, or without --key, its properties are listed, with examples and whether each can be \
            the key. The lines for layers.yml are printed, or added to it with --add; its other lines and comments stay.

            Examples:
              dispatch311 boundaries import precincts.zip
              dispatch311 boundaries import precincts.zip --id police_precinct --key precinct
              dispatch311 boundaries import wards.gpkg --source-layer wards_2026 --id ward --key WARD \
            --label NAME --add
              dispatch311 boundaries import old.shp --from-srs EPSG:2263 --id ward --key ward --out wards.geojson
              dispatch311 boundaries import https://gis.example.gov/rest/services/Wards/FeatureServer/0 \
            --id ward --key WARD
            """
    )

    @Argument(help: ArgumentHelp("The file, or the address of an ArcGIS layer.", valueName: "source"))
    var source: String

    @Option(name: .long, help: ArgumentHelp("The source's layer, where it has several.", valueName: "name"))
    var sourceLayer: String?

    @Option(name: .long, help: ArgumentHelp("The layer's id to be: police_precinct.", valueName: "layer"))
    var id: String?

    @Option(name: .long, help: ArgumentHelp("The property that holds a boundary's id.", valueName: "property"))
    var key: String?

    @Option(name: .long, help: ArgumentHelp("The property that holds its name.", valueName: "property"))
    var label: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Properties that routes may ask for, separated by commas.", valueName: "a,b")
    )
    var properties: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The layer's name in English. (default: made of its id)", valueName: "text")
    )
    var name: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file, or the folder for <layer>.geojson. (default: the city's boundary folder)",
            valueName: "path"
        )
    )
    var out: String?

    @Option(
        name: .customLong("from-srs"),
        help: ArgumentHelp("The source's reference system, where it names none or a wrong one.", valueName: "EPSG:n")
    )
    var fromSystem: String?

    @Option(name: .long, help: ArgumentHelp("Decimals of a degree to keep; 7 are a centimetre.", valueName: "n"))
    var decimals = Environment.integer("decimals", default: 9)

    @Option(
        name: .long,
        help: ArgumentHelp("Where the result has faults, keep it in this file for lint --fix.", valueName: "file")
    )
    var keep: String?

    @Option(name: .long, help: ArgumentHelp("Seconds a program of GDAL may run.", valueName: "seconds"))
    var timeLimit = Environment.integer("time-limit", default: 600)

    @Flag(name: .long, help: "Add the layer to layers.yml beside its file.")
    var add = false

    @Flag(name: .long, help: "Replace the file where there is one.")
    var force = false

    @OptionGroup var city: CityOptions
    @OptionGroup var output: OutputOptions

    private var adds: Bool { add || Environment.flag("add") }
    private var replaces: Bool { force || Environment.flag("force") }

    func validate() throws {
        _ = (adds, replaces)
        guard (5...15).contains(decimals) else {
            throw ValidationError("--decimals: expected 5 to 15, found \(decimals)")
        }
        guard (1...86_400).contains(timeLimit) else {
            throw ValidationError("--time-limit: expected 1 to 86400 seconds, found \(timeLimit)")
        }
    }

    func run() async throws {
        let key = key ?? Environment.text("key")
        let wanted = id ?? Environment.text("id")
        guard let id = wanted ?? (key == nil ? "layer" : nil) else {
            throw CommandError(.usage, "--id: expected the layer's id to be, such as police_precinct, found none")
        }
        let console = output.console
        // Where only the properties are asked for nothing is put anywhere.
        let place = try LayerPlace(out: wanted == nil ? "." : out ?? Environment.text("out"), id: id, city: city)
        let wish = try wish(for: id, in: place)
        let hasKey = !wish.definition.key.isEmpty
        if hasKey, !replaces, FileManager.default.fileExists(atPath: place.path) {
            // Before the work; one that comes in between is found when the file is put there.
            throw OutputFile.isThere(place.path)
        }
        let changed = adds && hasKey ? try place.adding(wish.definition) : nil
        if console.isShowingProgress { console.say("Importing \(source)".escaped) }
        let imported = try await Interruption.watch { try await BoundaryImport(wish: wish).run() }
        try OutputFile.write(imported.bytes, to: place.path, replacing: replaces)
        if let changed { try OutputFile.write(changed.utf8, to: place.layersFile, replacing: true) }
        try report(imported, wish, place, on: console)
    }

    private func wish(for id: String, in place: LayerPlace) throws -> ImportWish {
        let words = id.split(separator: "_").joined(separator: " ")
        let list = properties.map { $0.split(separator: ",").map(\.trimmed) } ?? Environment.list("properties")
        let definition = LayerDefinition(
            id: id,
            names: ["en": name ?? Environment.text("name") ?? words.prefix(1).uppercased() + words.dropFirst()],
            file: place.file,
            key: key ?? Environment.text("key") ?? "",
            label: label ?? Environment.text("label"),
            properties: list
        )
        try LayersText.check(definition)
        return ImportWish(
            source: source,
            sourceLayer: sourceLayer ?? Environment.text("source-layer"),
            fromSystem: try system(),
            decimals: decimals,
            definition: definition,
            extent: try place.extent(),
            target: place.path,
            kept: keep ?? Environment.text("keep"),
            limit: .seconds(timeLimit)
        )
    }

    /// The reference system's code, and nothing else: GDAL would open a file or an address of that name.
    private func system() throws -> String? {
        guard let text = fromSystem ?? Environment.text("from-srs") else { return nil }
        let number = text.uppercased().hasPrefix("EPSG:") ? text.dropFirst(5) : ""
        guard (4...6).contains(number.count), number.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            throw CommandError(.usage, "--from-srs: expected a code like EPSG:2263, found \(text)")
        }
        return text.uppercased()
    }

    private func report(
        _ imported: ImportedLayer,
        _ wish: ImportWish,
        _ place: LayerPlace,
        on console: Console
    ) throws(CommandError) {
        let lines = LayersText.lines(wish.definition)
        let isListed = try place.lists(wish.definition)
        if console.isJSON {
            return try console.print(
                json: ImportReport(
                    layer: wish.definition.id,
                    file: place.path,
                    boundaries: imported.layer.boundaries.count,
                    version: imported.layer.version,
                    source: source,
                    sourceLayer: imported.sourceLayer,
                    referenceSystem: imported.referenceSystem,
                    decimals: imported.command == nil ? nil : decimals,
                    command: imported.command.map(ShellWords.line),
                    layersFile: place.layersFile,
                    lines: lines,
                    isListed: isListed
                )
            )
        }
        let count = NumberText.count(imported.layer.boundaries.count, "boundary", "boundaries")
        console.say("\(console.terminal.good) \(place.path): \(count) from \(source)".escaped)
        if let command = imported.command {
            let isWGS84 = imported.referenceSystem == "WGS 84"
            let way = isWGS84 ? "written anew in WGS 84" : "converted from \(imported.referenceSystem) to WGS 84"
            let from = "\(way), \(wish.precision)"
            console.say("  \(from)".escaped)
            console.say("  \(ShellWords.line(command))".escaped)
        } else {
            console.say("  it is in WGS 84 already and was taken as it is")
        }
        let said = BoundaryImport.said(imported.messages)
        if !said.isEmpty { console.warn(String(said.dropFirst()).escaped) }
        if isListed {
            console.say("  \(place.layersFile) has the layer:".escaped)
        } else {
            console.say("  Add this to layers: in \(place.layersFile), or run this again with --add --force:".escaped)
        }
        console.print(lines)
        let program = ProgramPath.word
        console.say(
            """
              Next: \(program) boundaries lint finds what is odd in it, boundaries report its gaps and overlaps, \
            boundaries diff what it would change, and boundaries publish --plan what publishing would do.
            """.escaped
        )
    }
}
