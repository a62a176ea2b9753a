public import Boundaries

/// What a jurisdiction's `layers.yml` says.
public struct LayersFile: Sendable, Hashable {
    /// Where every position of the boundary files must lie; nil accepts any place on the earth.
    public let extent: BoundingBox?

    /// The layers, in their order.
    public let layers: [LayerDefinition]

    /// The sheets of the map, in the order they are drawn in within a kind; nothing is routed by them.
    public let map: [MapSheetDefinition]
}
