public import Boundaries
public import Foundation

/// A layer as published, whole: its entry of `layers.yml`, its file, and the version decisions name.
public struct LayerVersion: Sendable {
    /// Where the boundaries come from.
    public enum Content: Sendable {
        /// The GeoJSON file's bytes, not checked yet.
        case bytes(Data)
        /// Boundaries that were read before from a file of the same version.
        case read(BoundaryLayer)
    }

    /// What `layers.yml` says of it.
    public let definition: LayerDefinition
    /// Its entry of `layers.yml` as JSON, every scalar a text.
    public let entry: String
    /// The boundaries, or the file they are read from.
    public let content: Content
    /// The first 12 hexadecimal digits of the SHA-256.
    public let version: String
    /// `BoundaryReader.sha256` of the file; nil for boundaries that were read before.
    public let sha256: [UInt8]?

    /// The layer's id.
    public var id: String { definition.id }

    /// Puts a version together; hashing a large file takes some milliseconds.
    public init(definition: LayerDefinition, entry: String, content: Content) {
        self.definition = definition
        self.entry = entry
        self.content = content
        switch content {
        case .bytes(let data):
            let sha256 = BoundaryReader.sha256(of: data, as: definition)
            self.sha256 = sha256
            version = BoundaryReader.version(of: sha256)
        case .read(let layer):
            sha256 = nil
            version = layer.version
        }
    }
}
