import Boundaries
import Foundation
import ServiceRequests

/// A file of GeoJSON that stands for one layer.
struct SideFile: Sendable {
    /// As the person named it.
    let path: String
    /// What the `layers.yml` beside it says of it; nil where there is none that does.
    let definition: LayerDefinition?
    /// Where its positions must lie, by the same.
    let extent: BoundingBox?
    /// The layer it holds, by its name.
    let stem: String

    private let data: Data

    /// Reads the bytes, and `layers.yml` beside it.
    init(path: String) throws(CommandError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            // What looks like a file is meant for one.
            if path.contains("/") || path.contains(".") { _ = try InputFile.bytes(of: path) }
            throw CommandError(
                .usage,
                "\(path): expected in-force, a publication's number, the first 6 digits or more of a version, or a file "
                    + "or folder of boundaries, found none of these"
            )
        }
        self.path = path
        self.data = data
        let file = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        stem = file.firstIndex(of: ".").map { String(file[..<$0]) } ?? file
        let contents: LayersFile?
        do throws(CatalogError) {
            contents = try FileManager.default.contents(atPath: "\(folder)/layers.yml").map {
                bytes throws(CatalogError) in
                let text = String(decoding: bytes, as: UTF8.self)
                return try LayersReader.contents(of: SourceFile(path: "layers.yml", text: text))
            }
        } catch {
            throw CommandError(.findings, "\(folder)/layers.yml: the layers cannot be read\n\(error)")
        }
        definition = contents?.layers.first { $0.file == file }
        extent = definition == nil ? nil : contents?.extent
    }

    /// The side it is, as a layer with an id.
    ///
    /// - Parameters:
    ///   - id: the layer.
    ///   - key: the property that holds the ids, where the person says so.
    ///   - model: what is known of this layer elsewhere, for a file of which nothing is known.
    /// - Returns: the side; the boundaries are not read yet.
    func side(id: String, key: String?, like model: LayerDefinition?) -> DiffSide {
        // What layers.yml says of the file counts before what the person says of files it does not name.
        let known = definition ?? model
        let key = definition?.key ?? key
        let layer = LayerDefinition(
            id: id,
            names: known?.names ?? ["en": id],
            file: path,
            key: key ?? known?.key ?? "id",
            // A file with a key of its own is likely to call its names otherwise, too.
            label: definition != nil || key == nil ? known?.label : nil,
            properties: known?.properties ?? []
        )
        let version = LayerVersion(definition: layer, entry: "", content: .bytes(data))
        return DiffSide(name: path, layers: [version], extent: extent, isWhole: false)
    }
}
