import CGEOS

/// The outer edge of a layer, without its inner borders, as coarse as somebody wants who only asks what lies inside.
public struct Outline: Sendable, Hashable {
    /// Its parts; holes are places inside that belong to no boundary.
    public let polygons: [Polygon]
    /// How far the outline may lie from the layer's own edge, in metres.
    public let toleranceMetres: Double

    /// Draws the outline: long work in GEOS, on a thread of its own.
    ///
    /// The tolerance is doubled until there are few enough positions. Parts and holes that are smaller than it in both
    /// directions are left out; the largest part never is.
    ///
    /// - Parameters:
    ///   - layer: the layer, whose boundaries are valid.
    ///   - metres: the tolerance to begin with.
    ///   - most: the most positions.
    /// - Throws: what GEOS says where the layer was not valid after all.
    public init(
        of layer: BoundaryLayer,
        toleranceMetres metres: Double = 50,
        maximumPositions most: Int = 2000
    ) throws(BoundaryError) {
        let context = try GEOSContext()
        var boundaries: [GeometryHandle] = []
        for boundary in layer.boundaries {
            boundaries.append(try GeometryHandle(polygons: boundary.polygons, context: context))
        }
        let whole = try GeometryHandle.union(of: boundaries, context: context)
        var (tolerance, polygons) = (metres, try Self.coarse(whole, metres))
        // No city is as large as what this ends at.
        while Self.positions(of: polygons) > most, tolerance < 1_000_000 {
            tolerance *= 2
            polygons = try Self.coarse(whole, tolerance)
        }
        (self.polygons, toleranceMetres) = (polygons, tolerance)
    }

    private static func coarse(_ whole: GeometryHandle, _ metres: Double) throws(BoundaryError) -> [Polygon] {
        // A degree of longitude is nowhere longer than one of latitude: the tolerance is met in every direction.
        let degrees = metres / LocalPlane.metresPerDegreeNorth
        let simple = unsafe try whole.made("GEOSTopologyPreserveSimplify_r") {
            unsafe GEOSTopologyPreserveSimplify_r($0, $1, degrees)
        }
        let parts = try simple.polygons()
        let largest = parts.max { (size(of: $0.shell) ?? 0) < (size(of: $1.shell) ?? 0) }
        return parts.filter { $0 == largest || isSeen($0.shell, degrees) }.map { part in
            Polygon(shell: part.shell, holes: part.holes.filter { isSeen($0, degrees) })
        }
    }

    /// The longer side of the box around a ring.
    private static func size(of ring: [Coordinate]) -> Double? {
        BoundingBox(ring).map { max($0.north - $0.south, $0.east - $0.west) }
    }

    private static func isSeen(_ ring: [Coordinate], _ degrees: Double) -> Bool {
        size(of: ring).map { $0 >= degrees } ?? false
    }

    private static func positions(of polygons: [Polygon]) -> Int {
        polygons.reduce(0) { count, polygon in
            polygon.holes.reduce(count + polygon.shell.count) { $0 + $1.count }
        }
    }
}
