import CGEOS

extension GeometryHandle {
    /// Its polygons one by one, however deep in collections they lie; lines and points are left out.
    func parts() throws(BoundaryError) -> [GeometryHandle] {
        var parts: [GeometryHandle] = []
        unsafe try gatherParts(of: pointer, into: &parts)
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

    private func gatherParts(of geometry: OpaquePointer, into parts: inout [GeometryHandle]) throws(BoundaryError) {
        let type = unsafe GEOSGeomTypeId_r(context.handle, geometry)
        switch type {
        case CInt(GEOS_POLYGON.rawValue):
            let copy = unsafe try context.object("GEOSGeom_clone_r") { unsafe GEOSGeom_clone_r($0, geometry) }
            let part = unsafe GeometryHandle(owning: copy, context: context)
            if try !part.isEmpty() { parts.append(part) }
        case CInt(GEOS_MULTIPOLYGON.rawValue), CInt(GEOS_GEOMETRYCOLLECTION.rawValue):
            let count = unsafe GEOSGetNumGeometries_r(context.handle, geometry)
            for index in 0..<max(0, count) {
                let part = unsafe try context.object("GEOSGetGeometryN_r") {
                    unsafe GEOSGetGeometryN_r($0, geometry, index)
                }
                unsafe try gatherParts(of: part, into: &parts)
            }
        default:
            guard type >= 0 else { throw context.failure("GEOSGeomTypeId_r") }
        }
    }
}
