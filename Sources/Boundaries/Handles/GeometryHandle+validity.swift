import CGEOS

extension GeometryHandle {
    /// Why a geometry is not valid, and where.
    struct Invalidity {
        let reason: String
        let place: Coordinate?
    }

    /// Asks GEOS whether the geometry is valid by the rules of OGC Simple Features; nil when it is.
    func invalidity() throws(BoundaryError) -> Invalidity? {
        var reason: UnsafeMutablePointer<CChar>?
        var location: OpaquePointer?
        defer {
            unsafe GEOSFree_r(context.handle, reason)
            unsafe GEOSGeom_destroy_r(context.handle, location)
        }
        let isValid = unsafe try context.predicate("GEOSisValidDetail_r") {
            unsafe GEOSisValidDetail_r($0, pointer, 0, &reason, &location)
        }
        if isValid { return nil }
        let text = if let reason = unsafe reason { unsafe String(cString: reason) } else { "invalid" }
        guard let place = unsafe location else { return Invalidity(reason: text, place: nil) }
        var longitude = 0.0
        var latitude = 0.0
        unsafe try context.succeed("GEOSGeomGetX_r") { unsafe GEOSGeomGetX_r($0, place, &longitude) }
        unsafe try context.succeed("GEOSGeomGetY_r") { unsafe GEOSGeomGetY_r($0, place, &latitude) }
        return Invalidity(reason: text, place: try? Coordinate(latitude: latitude, longitude: longitude))
    }
}
