import Boundaries
import ServiceRequests

/// One side of a comparison: layers that are not read yet, and what they are called.
struct DiffSide: Sendable {
    /// As it is shown: "in force (publication 3)", a path.
    let name: String
    /// The layers, in their order.
    let layers: [LayerVersion]
    /// Where every position must lie; nil accepts any place on the earth.
    let extent: BoundingBox?
    /// Whether these are all layers of the city, or just one.
    let isWhole: Bool

    /// The layer with an id.
    func layer(_ id: String) -> LayerVersion? { layers.first { $0.id == id } }
}
