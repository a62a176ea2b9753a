import Boundaries
import ServiceRequests

/// The city in which requests are decided: its catalog, and the layers that stay as they are.
struct DiffBase: Sendable {
    /// What decides by the boundaries.
    let catalog: Catalog
    /// The city's layers, those that are compared among them.
    let side: DiffSide

    /// The city that folders hold; nil where there is none, or not one, or it does not have a layer that is compared.
    static func city(in folders: CityFolders, having layers: [String]) async throws(CommandError) -> DiffBase? {
        guard let id = try? folders.jurisdiction(), FolderSearch.isFolder("\(folders.geodata)/\(id)") else {
            return nil
        }
        let (catalogFolder, geodataFolder) = ("\(folders.catalog)/\(id)", "\(folders.geodata)/\(id)")
        do throws(CatalogError) {
            return try await OwnThread.run { () throws(CatalogError) -> DiffBase? in
                let geodata = try GeoDataFolder.geodata(in: geodataFolder)
                let side = DiffSide(
                    name: geodataFolder,
                    layers: geodata.layers,
                    extent: geodata.extent,
                    isWhole: true
                )
                guard layers.allSatisfy({ side.layer($0) != nil }) else { return nil }
                let catalog = try CatalogReader().read(try CatalogFolder.files(in: catalogFolder))
                return DiffBase(catalog: catalog, side: side)
            }
        } catch {
            throw CommandError(
                .findings,
                "\(catalogFolder), \(geodataFolder): the city cannot be read\n\(error)",
                remedy: "dispatch311 catalog lint shows everything that is wrong."
            )
        }
    }

    /// The layers of the city with those of a side in their places.
    func replacing(_ ids: [String], by side: DiffSide) -> DiffSide {
        let layers = self.side.layers.map { layer in
            ids.contains(layer.id) ? side.layer(layer.id) ?? layer : layer
        }
        return DiffSide(name: side.name, layers: layers, extent: self.side.extent, isWhole: true)
    }
}
