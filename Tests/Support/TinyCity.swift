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
        let files = try CatalogFolder.files(in: catalogFolder + "/tiny").map { file in
            SourceFile(path: file.path, text: file.text.replacing("id: tiny\n", with: "id: \(code)\n"))
        }
        return SnapshotSource(
            catalog: CatalogVersion(files: files),
            geodata: try GeoDataFolder.geodata(in: geodataFolder + "/tiny")
        )
    }

    private static func folder(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "TinyCity/\(name)").path
    }
}
