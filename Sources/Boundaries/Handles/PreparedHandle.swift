import CGEOS

/// Owns the prepared form of a geometry, and keeps the geometry alive for as long: GEOS does not.
@safe final class PreparedHandle {
    let geometry: GeometryHandle
    let pointer: OpaquePointer

    init(_ geometry: GeometryHandle) throws(BoundaryError) {
        self.geometry = geometry
        unsafe self.pointer = unsafe try geometry.context.object("GEOSPrepare_r") {
            unsafe GEOSPrepare_r($0, geometry.pointer)
        }
    }

    // Runs before `geometry` is let go.
    deinit { unsafe GEOSPreparedGeom_destroy_r(geometry.context.handle, pointer) }

    /// Whether a point lies inside or on the edge.
    func intersects(_ point: GeometryHandle) throws(BoundaryError) -> Bool {
        unsafe try geometry.context.predicate("GEOSPreparedIntersects_r") {
            unsafe GEOSPreparedIntersects_r($0, pointer, point.pointer)
        }
    }

    /// Whether any of it lies as near to another geometry as that, in units of their coordinates.
    func isWithin(_ distance: Double, of other: GeometryHandle) throws(BoundaryError) -> Bool {
        unsafe try geometry.context.predicate("GEOSPreparedDistanceWithin_r") {
            unsafe GEOSPreparedDistanceWithin_r($0, pointer, other.pointer, distance)
        }
    }
}
