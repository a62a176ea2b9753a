import Boundaries
public import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Layers, and what the map is drawn from, as they came from the database.
public struct PublishedGeoData: Sendable {
    struct Layer: Sendable {
        let id: String
        let version: String
        /// The entry of `layers.yml`, as JSON.
        let entry: String
        /// The file's bytes; nil for a layer that is known.
        let body: [UInt8]?
    }

    /// `layers.yml` but for its layers, as a JSON object.
    let settings: String
    let layers: [Layer]
    /// The files of the map, which stay where they are.
    let mapFiles: [Publication.MapFile]
    let known: [BoundaryLayer]

    /// The layers, if they still are the versions they were published as.
    ///
    /// Puts `layers.yml` together again and hashes every file: some 50 ms for a large city.
    public func geodata() throws(CatalogError) -> GeoData {
        let file = GeoData.layersFile(settings: settings, entries: layers.map(\.entry))
        let geodata = try GeoData(layersFile: file) {
            definition throws(CatalogError) in
            guard let layer = layers.first(where: { $0.id == definition.id }) else {
                throw .unreadable(path: "layer \(definition.id)", reason: "expected its row, found none")
            }
            if let body = layer.body { return .bytes(Data(body)) }
            guard let read = known.first(where: { $0.id == layer.id && $0.version == layer.version }) else {
                throw .unreadable(path: "layer \(layer.id) \(layer.version)", reason: "expected its file, found none")
            }
            return .read(read)
        } mapFile: { name in
            mapFiles.first { $0.file == name }.map { .published(version: $0.version) }
        }
        for (found, layer) in zip(geodata.layers, layers) where found.version != layer.version {
            throw .unreadable(
                path: "layer \(layer.id) \(layer.version)",
                reason: "expected the file that was published, found another, which makes \(found.version)"
            )
        }
        return geodata
    }
}
