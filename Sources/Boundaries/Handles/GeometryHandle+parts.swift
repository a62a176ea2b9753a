import CGEOS

extension GeometryHandle {
    /// Its polygons one by one, however deep in collections they lie; lines and points are left out.
    func parts() throws(BoundaryError) -> [GeometryHandle] {
        var parts: [GeometryHandle] = []
        unsafe try eachPolygon { (polygon) throws(BoundaryError) in
            let copy = unsafe try context.object("GEOSGeom_clone_r") { unsafe GEOSGeom_clone_r($0, polygon) }
            unsafe parts.append(GeometryHandle(owning: copy, context: context))
        }
        return parts
    }

    /// What lies inside its outer rings: its holes are filled.
    func withoutHoles() throws(BoundaryError) -> GeometryHandle {
        var shells: [GeometryHandle] = []
        for part in try parts() {
            let ring = unsafe try context.object("GEOSGetExteriorRing_r") {
                unsafe GEOSGetExteriorRing_r($0, part.pointer)
            }
            let copy = unsafe try context.object("GEOSGeom_clone_r") { unsafe GEOSGeom_clone_r($0, ring) }
            // GEOS owns the copy from here, whether it succeeds or not.
            let shell = unsafe try context.object("GEOSGeom_createPolygon_r") {
                unsafe GEOSGeom_createPolygon_r($0, copy, nil, 0)
            }
            unsafe shells.append(GeometryHandle(owning: shell, context: context))
        }
        return try .union(of: shells, context: context)
    }

    /// Hands over its polygons one by one, however deep in collections they lie; empty ones, lines and points are left
    /// out.
    ///
    /// What GEOS owns stays GEOS's: they live as long as the geometry they are of.
    func eachPolygon(_ take: (OpaquePointer) throws(BoundaryError) -> Void) throws(BoundaryError) {
        unsafe try eachPolygon(of: pointer, take)
    }

    private func eachPolygon(
        of geometry: OpaquePointer,
        _ take: (OpaquePointer) throws(BoundaryError) -> Void
    ) throws(BoundaryError) {
        let type = unsafe GEOSGeomTypeId_r(context.handle, geometry)
        switch type {
        case CInt(GEOS_POLYGON.rawValue):
            guard unsafe try !context.predicate("GEOSisEmpty_r", { unsafe GEOSisEmpty_r($0, geometry) }) else { return }
            unsafe try take(geometry)
        case CInt(GEOS_MULTIPOLYGON.rawValue), CInt(GEOS_GEOMETRYCOLLECTION.rawValue):
            let count = unsafe GEOSGetNumGeometries_r(context.handle, geometry)
            for index in 0..<max(0, count) {
                let part = unsafe try context.object("GEOSGetGeometryN_r") {
                    unsafe GEOSGetGeometryN_r($0, geometry, index)
                }
                unsafe try eachPolygon(of: part, take)
            }
        default:
            guard type >= 0 else { throw context.failure("GEOSGeomTypeId_r") }
        }
    }
}
