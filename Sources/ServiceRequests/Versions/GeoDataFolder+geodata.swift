internal import Boundaries
internal import Foundation

extension GeoDataFolder {
    /// The folder as something that can be published: `layers.yml` read, the other files as they are.
    public static func geodata(in folder: String) throws(CatalogError) -> GeoData {
        func bytes(_ name: String, of what: String) throws(CatalogError) -> Data {
            let path = "\(folder)/\(name)"
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .unreadable(path: path, reason: "expected the file of \(what), found none to read")
            }
            return data
        }
        return try GeoData(layersFile: try CatalogFolder.file("layers.yml", in: folder)) {
            definition throws(CatalogError) in
            .bytes(try bytes(definition.file, of: "the layer \(definition.id)"))
        } mapFile: { name throws(CatalogError) in
            .bytes(try bytes(name, of: "a sheet of the map"))
        }
    }
}
