/// One partition of the city as published: its definition, its boundaries and the version they carry.
public struct BoundaryLayer: Sendable {
    /// What `layers.yml` says of it.
    public let definition: LayerDefinition

    /// The version a routing decision names: the first 12 hexadecimal digits of `BoundaryReader.sha256`.
    public let version: String

    /// Its boundaries, in the order of their ids.
    public let boundaries: [Boundary]

    /// The layer's id.
    public var id: String { definition.id }

    /// Creates a layer from boundaries that `BoundaryReader` has checked; sorts them by id.
    public init(definition: LayerDefinition, version: String, boundaries: [Boundary]) {
        self.definition = definition
        self.version = version
        self.boundaries = boundaries.sorted { $0.id < $1.id }
    }
}
