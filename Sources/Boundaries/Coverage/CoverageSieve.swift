/// What of a shape is wider than a tolerance, in parts, on the flat map.
///
/// A shape is shrunk by half the tolerance and grown again (a morphological opening): what is nowhere wider disappears,
/// and wide places that hang together by a thread come apart. Unlike the search for the largest circle this takes no
/// longer the thinner a shape is, and GEOS's offset curves bear what overlay leaves behind.
struct CoverageSieve {
    /// The parts that are wide enough.
    private(set) var parts: [GeometryHandle] = []
    /// How many polygons are nowhere wide enough.
    private(set) var thinCount = 0
    /// Their area in square metres, with that of the thin ends of others.
    private(set) var thinSquareMetres = 0.0

    /// Takes a shape in degrees as the plane counts them; lines and points in it are nothing.
    init(_ shape: GeometryHandle, on plane: CityPlane, tolerance: Double) throws(BoundaryError) {
        // No smaller shape holds a circle of that width.
        let least = Double.pi / 4 * tolerance * tolerance
        for part in try shape.parts() {
            let flat = try part.moved { plane.point(x: $0.x, y: $0.y) }
            let area = try flat.area()
            let wide = area < least ? [] : try Self.wideParts(of: flat, tolerance: tolerance)
            var kept = 0.0
            for part in wide {
                let area = try part.area()
                // A wall thinner than the growth beyond the tolerance lets a little through.
                guard area >= least else { continue }
                parts.append(part)
                kept += area
            }
            if kept == 0 { thinCount += 1 }
            thinSquareMetres += max(0, area - kept)
        }
    }

    private static func wideParts(of flat: GeometryHandle, tolerance: Double) throws(BoundaryError) -> [GeometryHandle]
    {
        let core = try flat.shrunk(by: tolerance / 2)
        guard try !core.isEmpty() else { return [] }
        // A little more than it was shrunk, so that its own edge is the shape's and does not lie a hair beside it.
        return try core.grown(by: tolerance / 2 * 1.05).intersection(with: flat).parts()
    }
}
