import Boundaries
import Foundation
import ServiceRequests

extension CityFolders {
    /// What the folder of the one city that is meant says of its layers; nothing where there is no such folder.
    var layerDefinitions: [LayerDefinition] {
        guard let id = try? jurisdiction(),
            let bytes = FileManager.default.contents(atPath: "\(geodata)/\(id)/layers.yml")
        else { return [] }
        let file = SourceFile(path: "layers.yml", text: String(decoding: bytes, as: UTF8.self))
        return (try? LayersReader.read(file)) ?? []
    }
}
