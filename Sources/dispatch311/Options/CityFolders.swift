import Boundaries
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The folders that hold catalogs and boundaries, one folder in each a jurisdiction.
struct CityFolders: Sendable, Hashable {
    /// The folder of catalogs.
    let catalog: String
    /// The folder of boundaries.
    let geodata: String
    /// The jurisdiction asked for; nil means the only one.
    let wanted: String?

    /// The ids of all jurisdictions with a catalog, sorted.
    func all() throws(CommandError) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: catalog)) ?? []
        let found = names.filter { FileManager.default.fileExists(atPath: "\(catalog)/\($0)/jurisdiction.yml") }
        guard !found.isEmpty else {
            throw CommandError(
                .findings,
                "\(catalog): expected a folder for each jurisdiction, with its jurisdiction.yml, found none"
            )
        }
        return found.sorted()
    }

    /// The one jurisdiction to work with.
    func jurisdiction() throws(CommandError) -> String {
        let all = try all()
        if let wanted {
            guard all.contains(wanted) else {
                throw CommandError(
                    .usage,
                    "--jurisdiction: expected one of \(all.joined(separator: ", ")), found \(wanted)"
                )
            }
            return wanted
        }
        guard all.count == 1 else {
            throw CommandError(
                .usage,
                "expected one jurisdiction in \(catalog), found \(all.joined(separator: ", "))",
                remedy: "Say which one with --jurisdiction ID."
            )
        }
        return all[0]
    }

    /// Reads a jurisdiction's catalog, and its layers into an index.
    func snapshot(_ id: String) async throws(CommandError) -> RoutingSnapshot {
        let catalogFolder = "\(catalog)/\(id)"
        let geodataFolder = "\(geodata)/\(id)"
        do throws(CatalogError) {
            let sources = try GeoDataFolder.sources(in: geodataFolder)
            let catalog = try await OwnThread.run { () throws(CatalogError) in
                try CatalogReader().read(try CatalogFolder.files(in: catalogFolder))
            }
            do throws(BoundaryError) {
                let layers = try await BoundaryReader().read(sources)
                let index = try await BoundaryIndex.build(layers: layers, tolerance: catalog.jurisdiction.tolerance)
                return RoutingSnapshot(catalog: catalog, index: index)
            } catch {
                throw CatalogError.boundaries(error)
            }
        } catch {
            let folder = if case .boundaries = error { geodataFolder } else { catalogFolder }
            throw CommandError(
                .findings,
                "\(folder): the city cannot be read\n\(error)",
                remedy: "dispatch311 catalog lint shows everything that is wrong."
            )
        }
    }
}
