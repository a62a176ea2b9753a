/// What `layers.yml` says of one sheet of the map: shapes that are drawn and that never decide anything.
public struct MapSheetDefinition: Sendable, Hashable {
    /// The sheet's id.
    public let id: String

    /// What its shapes are, which says how they look and in which order they are drawn.
    public let kind: Kind

    /// Where its shapes come from.
    public let origin: Origin

    /// The sheet's name by language code; empty where it has none.
    public let names: [String: String]

    /// The name of the file its shapes come from; nil where they come from a layer.
    public var file: String? {
        guard case .file(let file, _) = origin else { return nil }
        return file
    }

    /// Creates a definition; nothing is read yet.
    public init(id: String, kind: Kind, origin: Origin, names: [String: String] = [:]) {
        self.id = id
        self.kind = kind
        self.origin = origin
        self.names = names
    }
}
