import Foundation
import Testing

@testable import dispatch311

@Suite struct ImportSourceTests {
    private static func zip(_ scratch: Scratch, _ names: [String]) throws -> String {
        try scratch.file("a.zip", bytes: ZipFile.bytes(names.map { ($0, Array("x".utf8)) }))
    }

    @Test func `a zip's names are read from its directory`() async throws {
        try await Scratch.with { scratch in
            let path = try Self.zip(scratch, ["nybb_16a/", "nybb_16a/nybb.shp", "nybb_16a/nybb.dbf"])
            #expect(try ZipListing(path: path).names == ["nybb_16a/", "nybb_16a/nybb.shp", "nybb_16a/nybb.dbf"])
            let source = try ImportSource(path: path, layer: nil)
            #expect(source.name == "/vsizip/\(path)/nybb_16a/nybb.shp")
            #expect(source.format == .shapefile)
            #expect(!source.isOnline)
        }
    }

    @Test(
        arguments: [
            ([], nil), (["readme.txt"], nil), (["a.shp", "b.shp"], nil), (["../a.shp"], nil), (["/a.shp"], nil),
            (["a.shp", "b.gpkg"], "c"), (["__MACOSX/a.shp"], nil), (["a\u{1B}.shp"], nil),
        ] as [([String], String?)]
    )
    func `a zip without the one dataset is refused`(names: [String], layer: String?) async throws {
        try await Scratch.with { scratch in
            let path = try Self.zip(scratch, names)
            let error = #expect(throws: CommandError.self) { try ImportSource(path: path, layer: layer) }
            #expect(error?.ending == .usage)
        }
    }

    @Test(
        arguments: [
            (["a.shp", "b.shp"], "b", "b.shp", nil),
            (["d/x.gdb/a.gdbtable", "d/x.gdb/b.gdbtable"], nil, "d/x.gdb", nil),
            (["a.gpkg", "about.json"], "inner", "a.gpkg", "inner"), (["only.json"], nil, "only.json", nil),
        ] as [([String], String?, String, String?)]
    )
    func `the dataset of a zip is found`(names: [String], wanted: String?, found: String, layer: String?) async throws {
        try await Scratch.with { scratch in
            let path = try Self.zip(scratch, names)
            let source = try ImportSource(path: path, layer: wanted)
            #expect(source.name == "/vsizip/\(path)/\(found)")
            #expect(source.layer == layer)
        }
    }

    @Test func `a broken zip is refused`() async throws {
        try await Scratch.with { scratch in
            let whole = ZipFile.bytes([("a.shp", [1, 2, 3])])
            for bytes in [[], Array(whole.dropLast(30)), Array(whole.prefix(20)), Array("PK".utf8)] {
                let path = try scratch.file("b.zip", bytes: bytes)
                #expect(throws: CommandError.self) { try ZipListing(path: path) }
            }
            // The directory's place and length lead nowhere.
            for offset in [whole.count - 7 - 10, whole.count - 7 - 6] {
                var bytes = whole
                bytes[offset] = 0xFF
                let path = try scratch.file("c.zip", bytes: bytes)
                #expect(throws: CommandError.self) { try ZipListing(path: path) }
            }
        }
    }

    @Test func `other names are refused`() async throws {
        try await Scratch.with { scratch in
            for name in ["a.vrt", "a.csv", "a"] {
                let path = try scratch.file(name, "<OGRVRTDataSource/>")
                #expect(throws: CommandError.self) { try ImportSource(path: path, layer: nil) }
            }
            #expect(throws: CommandError.self) { try ImportSource(path: scratch.path("none.shp"), layer: nil) }
            #expect(throws: CommandError.self) { try ImportSource(path: scratch.folder.path, layer: nil) }
            #expect(throws: CommandError.self) { try ImportSource(path: "PG:dbname=x", layer: nil) }
        }
    }

    @Test(arguments: [
        ("a.shp", "SQLite format 3\0"), ("a.gpkg", "{}"), ("a.kml", "<OGRVRTDataSource/>"), ("a.kml", "kml"),
        ("a.json", "<kml/>"), ("a.geojson", ""), ("a.kmz", "<kml/>"),
    ])
    func `a file must begin as its name says`(name: String, text: String) async throws {
        try await Scratch.with { scratch in
            let path = try scratch.file(name, text)
            let error = #expect(throws: CommandError.self) { try ImportSource(path: path, layer: nil) }
            #expect(error?.message.contains("does not begin as one") == true)
        }
    }

    @Test func `a path is given whole, and JSON may be plain`() async throws {
        try await Scratch.with { scratch in
            let path = try scratch.file("a.GeoJSON", "{}")
            let source = try ImportSource(path: path, layer: "x")
            #expect(source.name == path)
            #expect(source.plainFile == path)
            #expect(source.layer == "x")
            #expect(source.format == .geoJSON)
        }
    }

    @Test(arguments: [
        "https://gis.example.gov/arcgis/rest/services/Wards/FeatureServer/0",
        "https://gis.example.gov/arcgis/rest/services/Wards/FeatureServer/0/",
        "https://gis.example.gov/arcgis/rest/services/Wards/FeatureServer/0/query?where=1%3D1&f=json",
    ])
    func `a layer's address is known in every form`(text: String) throws {
        let service = try FeatureService(text)
        #expect(service.url == "https://gis.example.gov/arcgis/rest/services/Wards/FeatureServer/0")
        #expect(
            service.usualQuery
                == service.url + "/query?where=1%3D1&outFields=*&orderByFields=OBJECTID&f=json"
        )
    }

    @Test(arguments: [
        "https://gis.example.gov/wards.geojson", "https://gis.example.gov/rest/services/Wards/FeatureServer",
        "https:///FeatureServer/0", "http://", "https://user:secret@gis.example.gov/FeatureServer/0",
        "https://gis.example.gov/rest/services/Wards/FeatureServer/x",
    ])
    func `another address is refused`(text: String) {
        #expect(FeatureService.isAddress(text))
        #expect(throws: CommandError.self) { try FeatureService(text) }
    }

    @Test func `what the person asks of a server is kept`() throws {
        let text = "http://127.0.0.1/a/MapServer/3/query?where=KIND%3D'ward'&token=t%20t&name=~a%2Bb&f=html"
        #expect(
            try FeatureService(text).usualQuery
                == "http://127.0.0.1/a/MapServer/3/query?token=t%20t&name=%7Ea%2Bb&where=1%3D1&outFields=*"
                + "&orderByFields=OBJECTID&f=json"
        )
    }
}
