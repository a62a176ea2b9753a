import Boundaries

/// A GeoJSON file that is looked at by itself.
struct LayerFile: Sendable, Hashable {
    /// Where it is.
    let path: String
    /// The property that holds the boundaries' ids.
    let key: String
    /// The property that holds their names; nil where the ids are the names.
    var label: String?
    /// The properties that are kept.
    var properties: [String] = []

    /// The file's name without folder and ending, by which the layer is called.
    var name: String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let name = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        return name.isEmpty ? file : name
    }

    /// Reads and checks it; every fault is told.
    func read() async throws(CommandError) -> BoundaryLayer {
        let path = path
        let data = try await OwnThread.run { () throws(CommandError) in try InputFile.bytes(of: path) }
        let definition = LayerDefinition(
            id: name,
            names: [:],
            file: path,
            key: key,
            label: label,
            properties: properties
        )
        do throws(BoundaryError) {
            let source = BoundaryReader.Source(data: data, definition: definition)
            let layers = try await BoundaryReader().read([source])
            guard let layer = layers.first else {
                throw .unmeasurable("\(path): expected boundaries, found none")
            }
            return layer
        } catch {
            throw LayerRefusal(error, of: data, file: path, key: key).error
        }
    }
}
