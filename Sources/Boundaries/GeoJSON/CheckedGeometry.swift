/// A geometry that was looked at.
struct CheckedGeometry {
    /// Its numbers as the file has them; nil where it has no geometry, or no polygons that could be read.
    ///
    /// Kept for a thorough look only.
    var raw: RawGeometry?
    /// Its polygons; nil where there is a fault.
    var polygons: [Polygon]?
    /// Whether its edges lie too much over one another for GEOS to be asked.
    var isTangled = false
    /// How many positions have each kind of fault.
    var troubles: [BoundaryFault.Kind: Int] = [:]
}
