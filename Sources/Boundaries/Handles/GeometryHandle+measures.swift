import CGEOS

/// How large a geometry is, in units of its coordinates: metres on a `CityPlane`.
///
/// Long work, like the overlay: on a thread of its own.
extension GeometryHandle {
    /// The largest circle that fits inside.
    struct Circle {
        let x: Double
        let y: Double
        let radius: Double
    }

    /// Whether nothing is in it.
    func isEmpty() throws(BoundaryError) -> Bool {
        unsafe try context.predicate("GEOSisEmpty_r") { unsafe GEOSisEmpty_r($0, pointer) }
    }

    /// The area, holes taken off; 0 of lines and points.
    func area() throws(BoundaryError) -> Double {
        var area = 0.0
        unsafe try context.succeed("GEOSArea_r") { unsafe GEOSArea_r($0, pointer, &area) }
        return area
    }

    /// The length of its lines and rings.
    func length() throws(BoundaryError) -> Double {
        var length = 0.0
        unsafe try context.succeed("GEOSLength_r") { unsafe GEOSLength_r($0, pointer, &length) }
        return length
    }

    /// The rectangle around it.
    func envelope() throws(BoundaryError) -> GeometryHandle {
        unsafe try made("GEOSEnvelope_r") { unsafe GEOSEnvelope_r($0, $1) }
    }

    /// The rings of its polygons, as lines.
    func rings() throws(BoundaryError) -> GeometryHandle {
        unsafe try made("GEOSBoundary_r") { unsafe GEOSBoundary_r($0, $1) }
    }

    /// A point of it, as far inside as is found at once.
    func somePoint() throws(BoundaryError) -> GeometryHandle {
        unsafe try made("GEOSPointOnSurface_r") { unsafe GEOSPointOnSurface_r($0, $1) }
    }

    /// All places of it that are farther than that from its edge.
    func shrunk(by distance: Double) throws(BoundaryError) -> GeometryHandle {
        // Round joins: what is left is then what is truly that far from every corner that points inwards.
        unsafe try made("GEOSBufferWithStyle_r") {
            unsafe GEOSBufferWithStyle_r(
                $0,
                $1,
                -distance,
                8,
                CInt(GEOSBUF_CAP_ROUND.rawValue),
                CInt(GEOSBUF_JOIN_ROUND.rawValue),
                5
            )
        }
    }

    /// It with a margin, corners staying corners.
    func grown(by distance: Double) throws(BoundaryError) -> GeometryHandle {
        unsafe try made("GEOSBufferWithStyle_r") {
            unsafe GEOSBufferWithStyle_r(
                $0,
                $1,
                distance,
                8,
                CInt(GEOSBUF_CAP_ROUND.rawValue),
                CInt(GEOSBUF_JOIN_MITRE.rawValue),
                5
            )
        }
    }

    /// The largest circle inside a polygon, its radius too small by at most the tolerance.
    ///
    /// Time and memory grow with the polygon's length over its width: ask it only of what is known to be wide enough.
    func inscribedCircle(tolerance: Double) throws(BoundaryError) -> Circle {
        let radius = unsafe try made("GEOSMaximumInscribedCircle_r") {
            unsafe GEOSMaximumInscribedCircle_r($0, $1, tolerance)
        }
        let centre = unsafe try radius.made("GEOSGeomGetStartPoint_r") { unsafe GEOSGeomGetStartPoint_r($0, $1) }
            .point()
        return Circle(x: centre.x, y: centre.y, radius: try radius.length())
    }

    /// Where a point is.
    func point() throws(BoundaryError) -> PlanePoint {
        var x = 0.0
        var y = 0.0
        unsafe try context.succeed("GEOSGeomGetX_r") { unsafe GEOSGeomGetX_r($0, pointer, &x) }
        unsafe try context.succeed("GEOSGeomGetY_r") { unsafe GEOSGeomGetY_r($0, pointer, &y) }
        return PlanePoint(x: x, y: y)
    }
}
