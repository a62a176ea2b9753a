import ServiceRequests
import Store

/// How a jurisdiction's folders differ from what is published.
struct FolderDifference: Sendable {
    /// What differs, part by part: "catalog 1f… is published, the folder has 2e…".
    private(set) var words: [String] = []
    /// What would publish the folders.
    private(set) var commands: [String] = []

    /// Whether they are the same.
    var isEmpty: Bool { words.isEmpty }

    init(between source: SnapshotSource, and active: Publication) {
        if source.catalog.version != active.catalog {
            words.append("catalog: \(active.catalog) is published, the folder has \(source.catalog.version)")
            commands.append("dispatch311 catalog publish")
        }
        guard !active.hasBoundaries(of: source.geodata) else { return }
        commands.append("dispatch311 boundaries publish")
        let before = words.count
        for layer in source.geodata.layers where layer.version != active.version(of: layer.id) {
            let published = active.version(of: layer.id).map { "\($0) is published" } ?? "nothing is published"
            words.append("layer \(layer.id): \(published), the folder has \(layer.version)")
        }
        for layer in active.layers where !source.geodata.layers.contains(where: { $0.id == layer.id }) {
            words.append("layer \(layer.id): \(layer.version) is published, the folder has none")
        }
        let files = source.geodata.mapFiles.map { Publication.MapFile(file: $0.file, version: $0.version) }
        if files != active.mapFiles { words.append("map: other files are published") }
        if words.count == before { words.append("layers.yml: another order, extent or map is published") }
    }
}
