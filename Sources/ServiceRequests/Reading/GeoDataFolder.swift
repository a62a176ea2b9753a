public import Boundaries
internal import Foundation

/// A jurisdiction's boundary files on disk: `layers.yml` and the GeoJSON files it names.
public struct GeoDataFolder {
    /// Reads and checks every layer, in the order of `layers.yml`.
    ///
    /// Long work, about half a second for a large city: call it off Swift's cooperative threads, or give `sources` to
    /// the asynchronous form of `BoundaryReader.read`. All the files' faults are thrown together.
    public static func layers(in folder: String) throws(CatalogError) -> [BoundaryLayer] {
        var layers: [BoundaryLayer] = []
        var faults: [BoundaryFault] = []
        for source in try sources(in: folder) {
            do {
                layers.append(try BoundaryReader().read(source))
            } catch .faults(let more) {
                faults += more
            } catch {
                throw .boundaries(error)
            }
        }
        guard faults.isEmpty else { throw .boundaries(.faults(faults)) }
        return layers
    }

    /// The sheets of the map, none of them read: their files are opened when the map is first drawn.
    ///
    /// One that is missing or faulty then keeps nobody from working; the map is drawn without it.
    public static func sheets(in folder: String) throws(CatalogError) -> MapSheets {
        let file = try LayersReader.contents(of: CatalogFolder.file("layers.yml", in: folder))
        return MapSheets(definitions: file.map, extent: file.extent) { definition, name in
            let path = "\(folder)/\(name)"
            return try await OwnThread.run { () throws(CatalogError) in
                if let data = FileManager.default.contents(atPath: path) { return data }
                throw .unreadable(
                    path: path,
                    reason: "expected the file of the sheet \(definition.id), found none to read"
                )
            }
        }
    }

    /// The definitions of `layers.yml`, each with its file's bytes and the extent those must lie in.
    ///
    /// The bytes are not checked yet.
    public static func sources(in folder: String) throws(CatalogError) -> [BoundaryReader.Source] {
        let file = try LayersReader.contents(of: CatalogFolder.file("layers.yml", in: folder))
        var sources: [BoundaryReader.Source] = []
        for definition in file.layers {
            let path = "\(folder)/\(definition.file)"
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .unreadable(
                    path: path,
                    reason: "expected the file of the layer \(definition.id), found none to read"
                )
            }
            sources.append(BoundaryReader.Source(data: data, definition: definition, extent: file.extent))
        }
        return sources
    }
}
