import Boundaries
import Foundation
import Testing

@testable import dispatch311

/// Real files of other formats, made by GDAL itself and read through it.
@Suite(.enabled(if: Wards.hasGDAL, Comment(rawValue: Wards.missing)))
struct ImportConversionTests {
    private static func run(_ source: String, _ options: String..., in scratch: Scratch) async throws -> Program.Ended {
        let words = ["boundaries", "import", source, "--id", "ward", "--out", scratch.folder.path] + options
        return try await Program.start(words).end()
    }

    /// Checks that the file that came out has the wards where they are, within some millimetres.
    private static func check(_ scratch: Scratch, key: String = "WARD") throws {
        let definition = LayerDefinition(id: "ward", names: ["en": "Ward"], file: "ward.geojson", key: key)
        let data = try Data(contentsOf: scratch.folder.appending(path: "ward.geojson"))
        let layer = try BoundaryReader().read(data, as: definition, file: "ward.geojson")
        #expect(layer.boundaries.map(\.id) == ["1", "2", "3"])
        for (number, boundary) in zip(1...3, layer.boundaries) {
            let box = try #require(BoundingBox(boundary.polygons.flatMap(\.shell)))
            #expect(abs(box.west - (-73.95 + 0.01 * Double(number))) < 1e-6)
            #expect(abs(box.north - 40.71) < 1e-6)
        }
        #expect(!String(decoding: data, as: UTF8.self).contains(#""crs""#))
    }

    @Test func `a Shapefile in feet comes out in degrees`() async throws {
        try await Scratch.with { scratch in
            let source = try await Wards.make("wards.shp", "-t_srs", "EPSG:2263", in: scratch)
            let ended = try await Self.run(source, "--key", "WARD", "--label", "NAME", in: scratch)
            #expect(ended.code == 0, "\(ended.errors)")
            try Self.check(scratch)
            #expect(ended.errors.contains("NAD83 / New York Long Island"))
            #expect(ended.errors.contains("9 decimals, steps of 0.1 mm"))
            #expect(ended.errors.contains("ogr2ogr -f GeoJSON -t_srs EPSG:4326"))
        }
    }

    @Test func `the command that is shown makes the same file`() async throws {
        try await Scratch.with { scratch in
            let source = try await Wards.make("it's wards.gpkg", "-t_srs", "EPSG:2263", in: scratch)
            let ended = try await Self.run(source, "--key", "WARD", in: scratch)
            let shown = ended.errors.split(separator: "\n").first { $0.contains("ogr2ogr -f") }
            let line = try #require(shown).trimmingCharacters(in: .whitespaces)
            let bytes = try scratch.text("ward.geojson")
            try FileManager.default.removeItem(atPath: scratch.path("ward.geojson"))
            try await Wards.run("sh", ["-c", line])
            // The layer's name in the file is the file's there.
            #expect(
                try scratch.text("ward.geojson").contains(
                    try #require(bytes.split(separator: "\n").last { $0.contains("WARD") })
                )
            )
        }
    }

    @Test func `a Shapefile in a folder of a zip is found`() async throws {
        try await Scratch.with { scratch in
            try await Wards.make("wards.shp", "-t_srs", "EPSG:2263", in: scratch)
            let files = try ["shp", "shx", "dbf", "prj"].map { ending in
                let data = try Data(contentsOf: scratch.folder.appending(path: "wards.\(ending)"))
                return (name: "wards_26a/wards.\(ending)", bytes: Array(data))
            }
            let source = try scratch.file("wards_26a.zip", bytes: ZipFile.bytes(files))
            let ended = try await Self.run(source, "--key", "WARD", in: scratch)
            #expect(ended.code == 0, "\(ended.errors)")
            try Self.check(scratch)
        }
    }

    @Test func `a file geodatabase is read`() async throws {
        try await Scratch.with { scratch in
            let source = try await Wards.make("city.gdb", "-f", "OpenFileGDB", "-t_srs", "EPSG:2263", in: scratch)
            let ended = try await Self.run(source, "--key", "WARD", in: scratch)
            #expect(ended.code == 0, "\(ended.errors)")
            try Self.check(scratch)
        }
    }

    @Test func `without a .prj the reference system is asked for`() async throws {
        try await Scratch.with { scratch in
            let source = try await Wards.make("wards.shp", "-t_srs", "EPSG:2263", in: scratch)
            try FileManager.default.removeItem(atPath: scratch.path("wards.prj"))
            let refused = try await Self.run(source, "--key", "WARD", in: scratch)
            #expect(refused.code == Ending.usage.rawValue)
            #expect(refused.errors.contains("no .prj file") && refused.errors.contains("--from-srs"))
            #expect(!FileManager.default.fileExists(atPath: scratch.path("ward.geojson")))
            let ended = try await Self.run(source, "--key", "WARD", "--from-srs", "epsg:2263", in: scratch)
            #expect(ended.code == 0, "\(ended.errors)")
            try Self.check(scratch)
        }
    }

    @Test func `of several layers in a GeoPackage the one that is named is taken`() async throws {
        try await Scratch.with { scratch in
            let source = try await Wards.make("city.gpkg", "-nln", "wards 2026", in: scratch)
            try await Wards.make("city.gpkg", "-update", "-nln", "old", "-where", "WARD = 1", in: scratch)
            let refused = try await Self.run(source, "--key", "WARD", in: scratch)
            #expect(refused.code == Ending.usage.rawValue)
            #expect(refused.errors.contains("expected one layer, found 2"))
            #expect(refused.errors.contains("wards 2026") && refused.errors.contains("--source-layer NAME"))
            let unknown = try await Self.run(source, "--key", "WARD", "--source-layer", "x", in: scratch)
            #expect(unknown.code == Ending.usage.rawValue)
            let ended = try await Self.run(source, "--key", "WARD", "--source-layer", "wards 2026", in: scratch)
            #expect(ended.code == 0, "\(ended.errors)")
            try Self.check(scratch)
        }
    }

    @Test(arguments: ["wards.kml", "wards.gpkg"])
    func `an unknown key lists what the source has`(name: String) async throws {
        try await Scratch.with { scratch in
            let source = try await Wards.make(name, in: scratch)
            let ended = try await Self.run(source, in: scratch)
            #expect(ended.code == Ending.usage.rawValue)
            #expect(ended.errors.contains("--key: expected a property of"))
            #expect(ended.errors.contains("WARD") && ended.errors.contains("yes, unique"))
        }
    }

    @Test(arguments: [#""wkid":4326"#, #""wkid":102100,"latestWkid":3857"#])
    func `ArcGIS JSON is read`(system: String) async throws {
        try await Scratch.with { scratch in
            var text = Wards.arcGIS(1...3, system: system)
            if system.contains("3857") {
                for number in 1...3 { text = Self.inMercator(text, Wards.ring(number)) }
            }
            let source = try scratch.file("wards.json", text)
            let ended = try await Self.run(source, "--key", "WARD", in: scratch)
            #expect(ended.code == 0, "\(ended.errors)")
            try Self.check(scratch)
        }
    }

    /// The same with the positions of a ring in metres of EPSG:3857.
    private static func inMercator(_ text: String, _ ring: [[Double]]) -> String {
        ring.reduce(text) { text, position in
            let x = position[0] * 20_037_508.342789244 / 180
            let y = log(tan((90 + position[1]) * .pi / 360)) * 6_378_137
            return text.replacing("[\(position[0]), \(position[1])]", with: "[\(x), \(y)]")
        }
    }

    @Test func `GeoJSON that names another reference system is converted`() async throws {
        try await Scratch.with { scratch in
            let source = try await Wards.make(
                "old.geojson",
                "-f",
                "GeoJSON",
                "-t_srs",
                "EPSG:2263",
                in: scratch
            )
            #expect(try scratch.text("old.geojson").contains("EPSG::2263"))
            let ended = try await Self.run(source, "--key", "WARD", in: scratch)
            #expect(ended.code == 0, "\(ended.errors)")
            try Self.check(scratch)
        }
    }

    @Test func `a result with faults is not put in place, and kept where that is asked`() async throws {
        try await Scratch.with { scratch in
            // A bow tie.
            let crossed = Wards.geoJSON.replacing(
                "\(Wards.ring(2))",
                with: """
                    [[-73.93, 40.7], [-73.92, 40.71], [-73.92, 40.7], [-73.93, 40.71], [-73.93, 40.7]]
                    """
            )
            let plain = try scratch.file("in.geojson", crossed)
            try await Wards.run("ogr2ogr", [scratch.path("in.gpkg"), plain])
            let ended = try await Self.run(
                scratch.path("in.gpkg"),
                "--key",
                "WARD",
                "--keep",
                scratch.path("faulty.geojson"),
                in: scratch
            )
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.errors.contains("feature 1 (2)"))
            #expect(ended.errors.contains("faulty.geojson --key WARD --fix --in-place"))
            #expect(!FileManager.default.fileExists(atPath: scratch.path("ward.geojson")))
            #expect(try scratch.text("faulty.geojson").contains("WARD"))
        }
    }

    @Test func `a file that would lead elsewhere leads nowhere`() async throws {
        try await Scratch.with { scratch in
            let server = try StubServer { _ in Wards.geoJSON }
            defer { server.stop() }
            let address = "http://127.0.0.1:\(server.port)/x.geojson"
            let source =
                "<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>/vsicurl/\(address)</SrcDataSource>"
                + "</OGRVRTLayer></OGRVRTDataSource>"
            let zipped = ZipFile.bytes([("a.kml", Array(source.utf8))])
            let files = [
                try scratch.file("a.kml", source), try scratch.file("b.kml", source + "<!-- <kml> -->"),
                try scratch.file("a.zip", bytes: zipped),
            ]
            for file in files {
                let ended = try await Self.run(file, "--key", "WARD", in: scratch)
                #expect(ended.code != 0)
                #expect(!FileManager.default.fileExists(atPath: scratch.path("ward.geojson")))
            }
            #expect(server.asked.isEmpty)
        }
    }

    @Test func `the pages of an ArcGIS layer are read to the end`() async throws {
        try await Scratch.with { scratch in
            let server = try StubServer { path in
                if path.contains("returnCountOnly=true") { return #"{"count":3}"# }
                guard path.contains("/query?") else {
                    return """
                        {"name":"Wards","geometryType":"esriGeometryPolygon","objectIdField":"FID",\
                        "advancedQueryCapabilities":{"supportsPagination":true},"maxRecordCount":2}
                        """
                }
                return path.contains("resultOffset=2") ? Wards.arcGIS(3...3) : Wards.arcGIS(1...2, hasMore: true)
            }
            defer { server.stop() }
            let address = "http://127.0.0.1:\(server.port)/arcgis/rest/services/Wards/FeatureServer/0"
            let ended = try await Self.run(address, "--key", "WARD", in: scratch)
            #expect(ended.code == 0, "\(ended.errors)")
            try Self.check(scratch)
            #expect(server.asked.contains { $0.contains("orderByFields=FID") && $0.contains("resultOffset=2") })
        }
    }

    @Test func `a layer that breaks off is not taken for whole`() async throws {
        try await Scratch.with { scratch in
            let server = try StubServer { path in
                if path.contains("returnCountOnly=true") { return #"{"count":3}"# }
                guard path.contains("/query?") else { return #"{"name":"Wards","objectIdField":"FID"}"# }
                return Wards.arcGIS(1...2)
            }
            defer { server.stop() }
            let address = "http://127.0.0.1:\(server.port)/arcgis/rest/services/Wards/FeatureServer/0"
            let ended = try await Self.run(address, "--key", "WARD", in: scratch)
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.errors.contains("expected all its 3 features, found 2"))
            #expect(!FileManager.default.fileExists(atPath: scratch.path("ward.geojson")))
        }
    }

    @Test func `what a server refuses is told in its words`() async throws {
        try await Scratch.with { scratch in
            let server = try StubServer { _ in #"{"error":{"code":499,"message":"Token Required","details":[]}}"# }
            defer { server.stop() }
            let address = "http://127.0.0.1:\(server.port)/arcgis/rest/services/Wards/FeatureServer/0"
            let ended = try await Self.run(address, "--key", "WARD", in: scratch)
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.errors.contains("Token Required"))
        }
    }

    @Test func `a program that takes too long is ended`() async throws {
        try await Scratch.with { scratch in
            let program = GDALProgram(isOnline: false, limit: .milliseconds(300), bytes: 1000)
            let error = await #expect(throws: CommandError.self) { try await program.run("sleep", ["60"]) }
            #expect(error?.ending == .tryAgain)
            let loud = GDALProgram(isOnline: false, limit: .seconds(60), bytes: 1000)
            let other = await #expect(throws: CommandError.self) { try await loud.run("yes", []) }
            #expect(other?.ending == .findings)
            #expect(other?.message.contains("at most 1.0 kB") == true)
        }
    }

    @Test func `what rounding breaks is told with more decimals`() async throws {
        try await Scratch.with { scratch in
            // A spike that five decimals lay onto the edge beside it.
            let spike =
                "[[-73.93, 40.7], [-73.92, 40.7], [-73.92, 40.71], [-73.925, 40.7000001], [-73.93, 40.71], [-73.93, 40.7]]"
            let text = Wards.geoJSON.replacing("\(Wards.ring(2))", with: spike)
            let source = try scratch.file("in.geojson", text)
            try await Wards.run("ogr2ogr", [scratch.path("in.gpkg"), source])
            let rounded = try await Self.run(scratch.path("in.gpkg"), "--key", "WARD", "--decimals", "5", in: scratch)
            #expect(rounded.code == Ending.findings.rawValue)
            #expect(rounded.errors.contains("--decimals 9"))
            let ended = try await Self.run(scratch.path("in.gpkg"), "--key", "WARD", in: scratch)
            #expect(ended.code == 0, "\(ended.errors)")
        }
    }
}
