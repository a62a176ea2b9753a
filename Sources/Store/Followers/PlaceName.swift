/// A boundary by its names in the tables: its layer's id and its own.
public struct PlaceName: Sendable, Hashable {
    /// The layer's id.
    public let layer: String
    /// The boundary's id within the layer.
    public let boundary: String

    /// Names a boundary, which need not be there.
    public init(layer: String, boundary: String) {
        (self.layer, self.boundary) = (layer, boundary)
    }
}
