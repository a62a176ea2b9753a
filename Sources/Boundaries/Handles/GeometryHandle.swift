import CGEOS

/// Owns one GEOS geometry.
@safe final class GeometryHandle {
    let context: GEOSContext
    let pointer: OpaquePointer

    /// Takes ownership of a geometry made with this context.
    init(owning pointer: OpaquePointer, context: GEOSContext) {
        self.context = context
        unsafe self.pointer = pointer
    }

    deinit { unsafe GEOSGeom_destroy_r(context.handle, pointer) }

    /// Makes the point with this longitude and latitude.
    convenience init(point coordinate: Coordinate, context: GEOSContext) throws(BoundaryError) {
        let pointer = unsafe try context.object("GEOSGeom_createPointFromXY_r") {
            unsafe GEOSGeom_createPointFromXY_r($0, coordinate.longitude, coordinate.latitude)
        }
        unsafe self.init(owning: pointer, context: context)
    }

    /// Makes a polygon, or a multipolygon where there are several.
    convenience init(polygons: [Polygon], context: GEOSContext) throws(BoundaryError) {
        var parts: [OpaquePointer?] = unsafe []
        // What has been made so far is ours until a constructor takes it.
        defer { unsafe context.destroy(&parts) }
        for polygon in polygons { unsafe parts.append(try polygon.makeGeometry(in: context)) }
        if polygons.count == 1, let only = unsafe parts.removeLast() {
            unsafe self.init(owning: only, context: context)
            return
        }
        unsafe try self.init(gathering: &parts, as: GEOS_MULTIPOLYGON, context: context)
    }

    /// Makes a collection of some kind of geometries that no constructor has taken, and forgets them.
    convenience init(
        gathering parts: inout [OpaquePointer?],
        as kind: GEOSGeomTypes,
        context: GEOSContext
    ) throws(BoundaryError) {
        // From here GEOS owns the parts, whether it succeeds or not.
        var given = unsafe parts
        unsafe parts = []
        let pointer = unsafe try context.object("GEOSGeom_createCollection_r") { handle in
            unsafe given.withUnsafeMutableBufferPointer {
                unsafe GEOSGeom_createCollection_r(
                    handle,
                    CInt(kind.rawValue),
                    $0.baseAddress,
                    CUnsignedInt($0.count)
                )
            }
        }
        unsafe self.init(owning: pointer, context: context)
    }
}

extension Polygon {
    /// Makes a GEOS polygon that the caller owns.
    fileprivate func makeGeometry(in context: GEOSContext) throws(BoundaryError) -> OpaquePointer {
        let shell = unsafe try makeRing(shell, in: context)
        var rings: [OpaquePointer?] = unsafe []
        do throws(BoundaryError) {
            for hole in holes { unsafe rings.append(try makeRing(hole, in: context)) }
        } catch {
            unsafe rings.append(shell)
            unsafe context.destroy(&rings)
            throw error
        }
        // GEOS owns the rings from here, whether it succeeds or not.
        return unsafe try context.object("GEOSGeom_createPolygon_r") { handle in
            unsafe rings.withUnsafeMutableBufferPointer {
                unsafe GEOSGeom_createPolygon_r(handle, shell, $0.baseAddress, CUnsignedInt($0.count))
            }
        }
    }

    /// Makes a GEOS ring that the caller owns: x is longitude, y is latitude, here and nowhere else.
    private func makeRing(_ ring: [Coordinate], in context: GEOSContext) throws(BoundaryError) -> OpaquePointer {
        // 3.11 reads the first position before it asks whether there is one.
        guard ring.count >= 4 else {
            throw .geometryEngine("expected a ring of at least 4 positions, found \(ring.count)")
        }
        let ordinates = unsafe [Double](unsafeUninitializedCapacity: ring.count * 2) { buffer, count in
            for (index, coordinate) in ring.enumerated() {
                unsafe buffer.initializeElement(at: 2 * index, to: coordinate.longitude)
                unsafe buffer.initializeElement(at: 2 * index + 1, to: coordinate.latitude)
            }
            count = ring.count * 2
        }
        let sequence = unsafe try context.object("GEOSCoordSeq_copyFromBuffer_r") { handle in
            unsafe ordinates.withUnsafeBufferPointer {
                unsafe GEOSCoordSeq_copyFromBuffer_r(handle, $0.baseAddress, CUnsignedInt(ring.count), 0, 0)
            }
        }
        return unsafe try context.object("GEOSGeom_createLinearRing_r") {
            unsafe GEOSGeom_createLinearRing_r($0, sequence)
        }
    }
}
