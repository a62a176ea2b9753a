import Boundaries

/// One layer's boundaries packed for drawing, each edge known as one boundary's alone or common to two.
struct AtlasLayer: Sendable {
    /// What an edge is when lines are drawn; it begins at the corner with the same index.
    enum Edge: UInt8, Sendable {
        /// Nobody else has it: the layer ends here, inside the land.
        case outer
        /// Nobody else has it, and it runs along the land's own edge, which is drawn already.
        case shore
        /// Two boundaries have it, and this one draws it.
        case common
        /// Two boundaries have it, and the other one draws it.
        case drawnBefore
    }

    /// The layer's definition.
    let definition: LayerDefinition
    /// The boundaries' ids, in the shapes' order.
    let ids: [String]
    /// The boundaries, one shape each.
    let shapes: MapShapes
    /// One for each corner of the shapes.
    let edges: [Edge]

    /// The layer's id.
    var id: String { definition.id }

    init(_ layer: BoundaryLayer, shore: ShoreCells) {
        definition = layer.definition
        ids = layer.boundaries.map(\.id)
        shapes = MapShapes(layer.boundaries)
        edges = Self.edges(of: shapes, shore: shore)
    }

    private static func edges(of shapes: MapShapes, shore: ShoreCells) -> [Edge] {
        var edges = [Edge](repeating: .outer, count: shapes.points.count)
        var first: [PairOfPoints: Int] = [:]
        first.reserveCapacity(shapes.points.count)
        for ring in shapes.rings.indices {
            let corners = shapes.corners(of: Int32(ring))
            for corner in corners {
                let next = corner + 1 == corners.upperBound ? corners.lowerBound : corner + 1
                let pair = PairOfPoints(shapes.points[corner], shapes.points[next])
                if let twin = first[pair] {
                    edges[twin] = .common
                    edges[corner] = .drawnBefore
                } else {
                    first[pair] = corner
                }
            }
        }
        for corner in edges.indices where edges[corner] == .outer && shore.holds(shapes.points[corner]) {
            edges[corner] = .shore
        }
        return edges
    }
}

/// An edge without its direction.
private struct PairOfPoints: Hashable {
    let low: WorldPoint
    let high: WorldPoint

    init(_ first: WorldPoint, _ second: WorldPoint) {
        let isOrdered = (first.x, first.y) <= (second.x, second.y)
        low = isOrdered ? first : second
        high = isOrdered ? second : first
    }
}
