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

    private static func folder(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "TinyCity/\(name)").path
    }
}
