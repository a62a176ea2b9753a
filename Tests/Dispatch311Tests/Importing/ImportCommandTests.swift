import Boundaries
import Foundation
import Testing

@testable import dispatch311

/// What needs no GDAL.
@Suite struct ImportCommandTests {
    /// Runs an import into the scratch folder; without GDAL on the PATH unless it is to be found.
    static func run(
        _ source: String,
        _ arguments: String...,
        in scratch: Scratch,
        isGDALFound: Bool = false
    ) async throws -> Program.Ended {
        let words = ["boundaries", "import", source, "--out", scratch.folder.path] + arguments
        return try await Program.start(words, environment: isGDALFound ? [:] : ["PATH": "/nowhere"]).end()
    }

    @Test func `of a source alone the properties are listed, and nothing is put anywhere`() async throws {
        try await Scratch.with { scratch in
            let source = try scratch.file("in.geojson", Wards.geoJSON)
            let ended = try await Program.start(["boundaries", "import", source]).end()
            #expect(ended.code == Ending.usage.rawValue)
            #expect(ended.errors.contains("--key: expected a property of \(source), found no --key; it has:"))
            #expect(ended.errors.contains("WARD") && ended.errors.contains("yes, unique"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) == ["in.geojson"])
            let keyed = try await Program.start(["boundaries", "import", source, "--key", "WARD"]).end()
            #expect(keyed.code == Ending.usage.rawValue)
            #expect(keyed.errors.contains("--id: expected the layer's id to be, such as police_precinct, found none"))
        }
    }

    @Test func `GeoJSON in degrees is taken as it is, and the lines are told`() async throws {
        try await Scratch.with { scratch in
            let source = try scratch.file("in.geojson", Wards.geoJSON)
            let ended = try await Self.run(source, "--id", "ward", "--key", "WARD", "--label", "NAME", in: scratch)
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(try scratch.text("ward.geojson") == Wards.geoJSON)
            #expect(
                ended.output == """
                      - id: ward
                        name: {en: Ward}
                        file: ward.geojson
                        key: WARD
                        label: NAME

                    """
            )
            #expect(ended.errors.contains("3 boundaries"))
            #expect(ended.errors.contains("taken as it is"))
            #expect(!FileManager.default.fileExists(atPath: scratch.path("layers.yml")))
        }
    }

    @Test func `with --add the list has the layer, and keeps what it had`() async throws {
        try await Scratch.with { scratch in
            let source = try scratch.file("in.geojson", Wards.geoJSON)
            let list =
                "# ours\nextent: [-74.30, 40.45, -73.65, 40.95]\nlayers:\n"
                + "  - {id: borough, name: {en: Borough}, file: borough.geojson, key: id} # the outline\n"
            try scratch.file("layers.yml", list)
            let ended = try await Self.run(
                source,
                "--id",
                "ward",
                "--key",
                "WARD",
                "--properties",
                "SIDE, NAME",
                "--name",
                "City ward",
                "--add",
                "--json",
                in: scratch
            )
            #expect(ended.code == 0, "\(ended.errors)")
            let text = try scratch.text("layers.yml")
            #expect(text.hasPrefix(list))
            #expect(
                text.hasSuffix(
                    "name: {en: City ward}\n    file: ward.geojson\n    key: WARD\n    properties: [SIDE, NAME]\n"
                )
            )
            #expect(ended.output.contains(#""listed":true"#))
            #expect(ended.output.contains(#""boundaries":3"#))
            #expect(!ended.output.contains("command"))
        }
    }

    @Test func `without a key, or with one that is none, the properties are listed and nothing is written`()
        async throws
    {
        try await Scratch.with { scratch in
            let source = try scratch.file("in.geojson", Wards.geoJSON)
            for (options, option) in [
                ([], "--key"), (["--key", "ward"], "--key"), (["--key", "WARD", "--label", "x"], "--label"),
                (["--key", "WARD", "--properties", "y"], "--properties"),
            ] {
                let words = ["boundaries", "import", source, "--id", "ward", "--out", scratch.folder.path] + options
                let ended = try await Program.start(words).end()
                #expect(ended.code == Ending.usage.rawValue)
                #expect(ended.errors.contains("\(option): expected a property of"))
                #expect(ended.errors.contains("WARD") && ended.errors.contains("yes, unique"))
                #expect(ended.errors.contains("west, east"))
                #expect(ended.output.isEmpty)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) == ["in.geojson"])
        }
    }

    @Test func `a key that two features share is refused with what could be one`() async throws {
        try await Scratch.with { scratch in
            let source = try scratch.file("in.geojson", Wards.geoJSON)
            let ended = try await Self.run(source, "--id", "ward", "--key", "SIDE", in: scratch)
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.errors.contains("expected every SIDE once"))
            #expect(ended.errors.contains("yes, unique"))
        }
    }

    @Test func `a file that is there stays unless it may be replaced`() async throws {
        try await Scratch.with { scratch in
            let source = try scratch.file("in.geojson", Wards.geoJSON)
            try scratch.file("ward.geojson", "mine")
            let refused = try await Self.run(source, "--id", "ward", "--key", "WARD", in: scratch)
            #expect(refused.code == Ending.usage.rawValue)
            #expect(refused.errors.contains("expected no file there, found one"))
            #expect(try scratch.text("ward.geojson") == "mine")
            let forced = try await Self.run(source, "--id", "ward", "--key", "WARD", "--force", in: scratch)
            #expect(forced.code == 0)
            #expect(try scratch.text("ward.geojson") == Wards.geoJSON)
        }
    }

    @Test func `positions must lie where layers.yml says`() async throws {
        try await Scratch.with { scratch in
            let source = try scratch.file("in.geojson", Wards.geoJSON)
            try scratch.file("layers.yml", "extent: [10, 10, 20, 20]\n" + LayersText.only(Self.other))
            let ended = try await Self.run(source, "--id", "ward", "--key", "WARD", in: scratch)
            #expect(ended.code == Ending.findings.rawValue)
            #expect(!FileManager.default.fileExists(atPath: scratch.path("ward.geojson")))
        }
    }

    private static let other = LayerDefinition(id: "a", names: ["en": "A"], file: "a.geojson", key: "id")

    @Test func `numbers of a projected file ask for the reference system`() async throws {
        try await Scratch.with { scratch in
            let projected = Wards.geoJSON.replacing("40.7", with: "200000.7").replacing("-73.9", with: "1000000.9")
            let source = try scratch.file("in.geojson", projected)
            let ended = try await Self.run(source, "--id", "ward", "--key", "WARD", in: scratch)
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.errors.contains("--from-srs EPSG:2263"))
        }
    }

    @Test(arguments: [
        ("in.gpkg", "SQLite format 3\0"), ("in.kml", "<?xml version='1.0'?>\n<kml/>"),
        ("it's in.json", #"{"features":[]}"#),
    ])
    func `without GDAL the command is shown, and how to get it`(name: String, text: String) async throws {
        try await Scratch.with { scratch in
            let source = try scratch.file(name, text)
            let ended = try await Self.run(
                source,
                "--id",
                "ward",
                "--key",
                "WARD",
                "--from-srs",
                "EPSG:2263",
                in: scratch
            )
            #expect(ended.code == Ending.unreachable.rawValue)
            #expect(ended.errors.contains("apt-get install gdal-bin"))
            #expect(ended.errors.contains("ogr2ogr -f GeoJSON -t_srs EPSG:4326 -dim XY -lco RFC7946=YES"))
            let words = [scratch.path("ward.geojson"), source]
            #expect(ended.errors.contains("-s_srs EPSG:2263"))
            #expect(ended.errors.contains(ShellWords.line(words)))
            #expect(ended.output.isEmpty)
        }
    }

    @Test(arguments: [
        ["--id", "Ward Nr 1", "--key", "k"], ["--id", "ward", "--from-srs", "WGS84"],
        ["--id", "ward", "--from-srs", "http://example.com/x"], ["--id", "ward", "--from-srs", "EPSG:22a3"],
        ["--id", "ward", "--decimals", "2"], ["--key", "WARD"], ["--id", "ward", "--time-limit", "0"],
    ])
    func `a wrong call is refused before anything is read`(options: [String]) async throws {
        try await Scratch.with { scratch in
            let words = ["boundaries", "import", "none.shp", "--out", scratch.folder.path] + options
            let ended = try await Program.start(words).end()
            #expect(ended.code == Ending.usage.rawValue)
            #expect(!ended.errors.contains("none.shp: expected"))
        }
    }

    @Test func `a list that cannot be added to is known before the work`() async throws {
        try await Scratch.with { scratch in
            let source = try scratch.file("in.geojson", Wards.geoJSON)
            let list = "layers: [{id: a, name: {en: A}, file: a.geojson, key: id}]\n"
            try scratch.file("layers.yml", list)
            let ended = try await Self.run(source, "--id", "ward", "--key", "WARD", "--add", in: scratch)
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.errors.contains("- id: ward"))
            #expect(try scratch.text("layers.yml") == list)
            #expect(!FileManager.default.fileExists(atPath: scratch.path("ward.geojson")))
        }
    }
}
