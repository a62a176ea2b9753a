internal import Boundaries
internal import Foundation

extension GeoDataFolder {
    /// The folder as something that can be published: `layers.yml` read, the other files as they are.
    public static func geodata(in folder: String) throws(CatalogError) -> GeoData {
        let layers = try CatalogFolder.file("layers.yml", in: folder)
        return try GeoData(layersFile: layers) { definition throws(CatalogError) in
            let path = "\(folder)/\(definition.file)"
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .unreadable(
                    path: path,
                    reason: "expected the file of the layer \(definition.id), found none to read"
                )
            }
            return .bytes(data)
        }
    }
}
