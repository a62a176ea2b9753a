import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The two folders that hold one folder a jurisdiction each.
struct CityFolders: Sendable {
    let catalog: String
    let geodata: String

    /// The jurisdictions that have a catalog, sorted.
    func codes() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: catalog)) ?? []
        return names.sorted().filter { FileManager.default.fileExists(atPath: "\(catalog)/\($0)/jurisdiction.yml") }
    }

    /// A jurisdiction's files as they are now; reads them all, so never on a cooperative thread.
    func source(_ code: String) throws(CatalogError) -> SnapshotSource {
        let catalog = CatalogVersion(files: try CatalogFolder.files(in: "\(catalog)/\(code)"))
        return SnapshotSource(catalog: catalog, geodata: try GeoDataFolder.geodata(in: "\(geodata)/\(code)"))
    }

    /// Where a jurisdiction's files are, in words.
    func origin(_ code: String) -> String { "\(catalog)/\(code), \(geodata)/\(code)" }
}
