import Boundaries
import Foundation
public import ServiceRequests

/// The folders of a made-up city, small enough to know by heart; see the comment in its `jurisdiction.yml`.
public enum TinyCity {
    /// What `--catalog` would name: one folder a jurisdiction.
    public static let catalogFolder = folder("Catalog")

    /// What `--geodata` would name.
    public static let geodataFolder = folder("GeoData")

    /// Its catalog and boundaries, read from the folders.
    public static func snapshot() async throws -> RoutingSnapshot {
        let catalog = try CatalogReader().read(CatalogFolder.files(in: catalogFolder + "/tiny"))
        let layers = try GeoDataFolder.layers(in: geodataFolder + "/tiny")
        let index = try await BoundaryIndex.build(layers: layers, tolerance: catalog.jurisdiction.tolerance)
        return RoutingSnapshot(catalog: catalog, index: index)
    }

    /// Its files, as the folders have them, under another code where a test wants two of them.
    public static func source(code: String = "tiny") throws -> SnapshotSource {
        SnapshotSource(
            catalog: try catalog(replacing: "id: tiny\n", with: "id: \(code)\n"),
            geodata: try GeoDataFolder.geodata(in: geodataFolder + "/tiny")
        )
    }

    /// Its catalog with a text replaced wherever it stands.
    public static func catalog(replacing old: String, with new: String) throws -> CatalogVersion {
        CatalogVersion(
            files: try CatalogFolder.files(in: catalogFolder + "/tiny").map { file in
                SourceFile(path: file.path, text: file.text.replacing(old, with: new))
            }
        )
    }

    /// Its catalog with a comment: another version that decides the same.
    public static func catalog(comment: String) throws -> CatalogVersion {
        try catalog(replacing: "group: order\n", with: "group: order # \(comment)\n")
    }

    /// Its layers with a text replaced in `layers.yml` or one of the files beside it.
    public static func geodata(replacing old: String, with new: String, in name: String) throws -> GeoData {
        func text(_ file: String) throws -> String {
            let text = try String(contentsOf: URL(filePath: "\(geodataFolder)/tiny/\(file)"), encoding: .utf8)
            return file == name ? text.replacing(old, with: new) : text
        }
        return try GeoData(layersFile: SourceFile(path: "layers.yml", text: try text("layers.yml"))) {
            definition throws(CatalogError) in
            do {
                return .bytes(Data(try text(definition.file).utf8))
            } catch {
                throw .unreadable(path: definition.file, reason: "\(error)")
            }
        } mapFile: { _ in
            nil
        }
    }

    /// Its layers beside a map that is drawn from one file of blocks and from the precinct that is a park.
    public static func geodata(blocks: String, kind: String = "block") throws -> GeoData {
        try scratch { folder in
            try write(blocks: blocks, kind: kind, into: folder)
            return try GeoDataFolder.geodata(in: folder)
        }
    }

    /// Copies its layers into a folder and puts a map of one file of blocks and of the precinct that is a park there.
    public static func write(blocks: String, kind: String = "block", into folder: String) throws {
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.copyItem(atPath: geodataFolder + "/tiny", toPath: folder)
        let layers = URL(filePath: folder).appending(path: "layers.yml")
        let map = """

            map:
              - {id: blocks, kind: \(kind), file: blocks.geojson, label: name}
              - {id: parks, kind: park, layer: precinct, property: kind, values: [park]}

            """
        try Data((String(contentsOf: layers, encoding: .utf8) + map).utf8).write(to: layers)
        try Data(blocks.utf8).write(to: URL(filePath: folder).appending(path: "blocks.geojson"))
    }

    /// A file of one block in the west that reaches to a longitude between 20.001 and 20.02.
    public static func block(to east: Double) -> String {
        let corners = [[20.001, 10.001], [east, 10.001], [east, 10.01], [20.001, 10.01], [20.001, 10.001]]
        return """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"One"},\
            "geometry":{"type":"Polygon","coordinates":[\(corners)]}}]}
            """
    }

    private static func scratch<Value>(_ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tiny-city-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.path)
    }

    /// Its layers with another name for the first precinct.
    public static func geodata(firstPrecinct name: String) throws -> GeoData {
        try geodata(replacing: "First Precinct", with: name, in: "precinct.geojson")
    }

    /// What a snapshot decides for every service at every place, as it is put on record.
    public static func decisions(_ snapshot: RoutingSnapshot) throws -> [String] {
        let assigner = Assigner(snapshot: snapshot)
        var decisions: [String] = []
        for service in snapshot.catalog.services {
            for place in Place.allCases {
                let draft = ServiceRequest.Draft(serviceCode: service.code, location: .point(try place.coordinate))
                guard case .routed(let decision) = assigner.assign(draft) else { continue }
                decisions.append(decision.json)
            }
        }
        return decisions
    }

    private static func folder(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "TinyCity/\(name)").path
    }
}
