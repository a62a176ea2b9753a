import Boundaries

/// A GeoJSON file whose features together are what layers are to cover.
struct OutlineFile: Sendable, Hashable {
    /// The file.
    let file: LayerFile

    /// Reads and checks it; its id can be no layer's, so it is the file's name with the word before it.
    func read() async throws(CommandError) -> BoundaryLayer {
        let layer = try await file.read()
        let definition = LayerDefinition(
            id: "outline \(file.name)",
            names: ["en": file.name],
            file: file.path,
            key: file.key
        )
        return BoundaryLayer(definition: definition, version: layer.version, boundaries: layer.boundaries)
    }
}
