/// Overlays one layer with itself and with an outline.
///
/// The overlay is made in degrees, where lines that two boundaries share are the same numbers; what comes of it is
/// measured on the flat map.
struct CoverageExaminer {
    let layer: BoundaryLayer
    let outline: BoundaryLayer?
    /// Whether the layer is the outline itself.
    let isOutline: Bool
    let tolerance: Double
    let plane: CityPlane
    let context: GEOSContext
    /// The boundaries in degrees as the plane counts them, in their order.
    let shapes: [GeometryHandle]
    /// The same on the plane, and their boxes.
    let flat: [PreparedHandle]
    let flatTree: TreeHandle
    /// What is to be covered, in degrees.
    let area: GeometryHandle
    /// What is covered, in degrees.
    let covered: GeometryHandle
    /// The rings of what is to be covered, on the plane.
    let edge: PreparedHandle

    /// How near in metres a boundary must come to a finding to be called its neighbour.
    static let reach = 0.1

    init(layer: BoundaryLayer, outline: BoundaryLayer?, isOutline: Bool, tolerance: Double) throws(BoundaryError) {
        guard !layer.boundaries.isEmpty else {
            throw .unmeasurable("expected the layer \(layer.id) to have boundaries, found none")
        }
        self.layer = layer
        self.outline = outline
        self.isOutline = isOutline
        self.tolerance = tolerance
        let context = try GEOSContext()
        self.context = context
        let boundaries = layer.boundaries + (outline?.boundaries ?? [])
        let plane = try CityPlane(around: boundaries.lazy.flatMap(\.polygons).flatMap(\.shell))
        self.plane = plane
        let shapes = try Self.shapes(of: layer, plane, context)
        self.shapes = shapes
        var flat: [PreparedHandle] = []
        for shape in shapes { flat.append(try PreparedHandle(shape.moved { plane.point(x: $0.x, y: $0.y) })) }
        self.flat = flat
        flatTree = try TreeHandle(flat.map(\.geometry), context: context)
        let covered = try Self.naming("all boundaries together") { () throws(BoundaryError) in
            try GeometryHandle.union(of: shapes, context: context)
        }
        self.covered = covered
        if let outline {
            let parts = try Self.shapes(of: outline, plane, context)
            area = try Self.naming("all of the outline \(outline.id) together") { () throws(BoundaryError) in
                try GeometryHandle.union(of: parts, context: context)
            }
        } else {
            area = try covered.withoutHoles()
        }
        edge = try PreparedHandle(area.rings().moved { plane.point(x: $0.x, y: $0.y) })
    }

    /// A layer's boundaries as GEOS has them, longitudes counted as the plane counts them.
    private static func shapes(
        of layer: BoundaryLayer,
        _ plane: CityPlane,
        _ context: GEOSContext
    ) throws(BoundaryError) -> [GeometryHandle] {
        var shapes: [GeometryHandle] = []
        for boundary in layer.boundaries {
            let shape = try GeometryHandle(polygons: boundary.polygons, context: context)
            guard plane.isTurned else {
                shapes.append(shape)
                continue
            }
            let turned = try shape.moved { PlanePoint(x: CityPlane.turned($0.x), y: $0.y) }
            // The two halves of a boundary that was cut at the antimeridian become one.
            shapes.append(
                try naming("boundary \(boundary.id)") { () throws(BoundaryError) in
                    try GeometryHandle.union(of: [turned], context: context)
                }
            )
        }
        return shapes
    }

    /// Says of which boundaries GEOS's error is.
    static func naming<Value>(
        _ what: String,
        _ work: () throws(BoundaryError) -> Value
    ) throws(BoundaryError) -> Value {
        do throws(BoundaryError) {
            return try work()
        } catch {
            guard case .geometryEngine(let message) = error else { throw error }
            throw .geometryEngine("\(what): \(message)")
        }
    }
}
