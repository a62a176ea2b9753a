import Boundaries
public import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Layers as they came from the database.
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
    let known: [BoundaryLayer]

    /// The layers, if they still are the versions they were published as.
    ///
    /// Puts `layers.yml` together again and hashes every file: some 50 ms for a large city.
    public func geodata() throws(CatalogError) -> GeoData {
        let entries = "\"layers\": [\(layers.map(\.entry).joined(separator: ", "))]"
        let text = settings == "{}" ? "{\(entries)}" : "\(settings.dropLast()), \(entries)}"
        let geodata = try GeoData(layersFile: SourceFile(path: "layers.yml", text: text)) {
            definition throws(CatalogError) in
            guard let layer = layers.first(where: { $0.id == definition.id }) else {
                throw .unreadable(path: "layer \(definition.id)", reason: "expected its row, found none")
            }
            if let body = layer.body { return .bytes(Data(body)) }
            guard let read = known.first(where: { $0.id == layer.id && $0.version == layer.version }) else {
                throw .unreadable(path: "layer \(layer.id) \(layer.version)", reason: "expected its file, found none")
            }
            return .read(read)
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
