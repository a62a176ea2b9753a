import CGEOS

extension GeometryHandle {
    /// Its polygons, however deep in collections they lie; lines and points are left out.
    ///
    /// A position that arithmetic put a hair out of range is taken as the nearest that is in it.
    func polygons() throws(BoundaryError) -> [Polygon] {
        var found: [Polygon] = []
        unsafe try eachPolygon { (part) throws(BoundaryError) in unsafe found.append(try polygon(part)) }
        return found
    }

    private func polygon(_ geometry: OpaquePointer) throws(BoundaryError) -> Polygon {
        let shell = unsafe try context.object("GEOSGetExteriorRing_r") { unsafe GEOSGetExteriorRing_r($0, geometry) }
        let count = unsafe GEOSGetNumInteriorRings_r(context.handle, geometry)
        guard count >= 0 else { throw context.failure("GEOSGetNumInteriorRings_r") }
        var holes: [[Coordinate]] = []
        for index in 0..<count {
            let hole = unsafe try context.object("GEOSGetInteriorRingN_r") {
                unsafe GEOSGetInteriorRingN_r($0, geometry, index)
            }
            holes.append(unsafe try positions(of: hole))
        }
        return unsafe Polygon(shell: try positions(of: shell), holes: holes)
    }

    private func positions(of ring: OpaquePointer) throws(BoundaryError) -> [Coordinate] {
        let sequence = unsafe try context.object("GEOSGeom_getCoordSeq_r") { unsafe GEOSGeom_getCoordSeq_r($0, ring) }
        var size: CUnsignedInt = 0
        unsafe try context.succeed("GEOSCoordSeq_getSize_r") { unsafe GEOSCoordSeq_getSize_r($0, sequence, &size) }
        let count = Int(size)
        var ordinates = Array(repeating: 0.0, count: 2 * count)
        unsafe try context.succeed("GEOSCoordSeq_copyToBuffer_r") { handle in
            unsafe ordinates.withUnsafeMutableBufferPointer {
                unsafe GEOSCoordSeq_copyToBuffer_r(handle, sequence, $0.baseAddress, 0, 0)
            }
        }
        return (0..<count).map { .inRange(latitude: ordinates[2 * $0 + 1], longitude: ordinates[2 * $0]) }
    }
}
