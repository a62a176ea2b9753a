import CGEOS

/// Long work: on a thread of its own, never on one of Swift's cooperative threads.
///
/// Every operand belongs to the same context, and is valid unless the operation says otherwise: GEOS may crash on what
/// is not.
extension GeometryHandle {
    /// What lies in any of them; nothing where there are none.
    static func union(
        of geometries: [GeometryHandle],
        context: GEOSContext
    ) throws(BoundaryError) -> GeometryHandle {
        let copies = try collection(of: geometries, context: context)
        return unsafe try copies.made("GEOSUnaryUnion_r") { unsafe GEOSUnaryUnion_r($0, $1) }
    }

    /// What lies in both.
    func intersection(with other: GeometryHandle) throws(BoundaryError) -> GeometryHandle {
        unsafe try made("GEOSIntersection_r") { unsafe GEOSIntersection_r($0, $1, other.pointer) }
    }

    /// What of this one does not lie in the other.
    func difference(from other: GeometryHandle) throws(BoundaryError) -> GeometryHandle {
        unsafe try made("GEOSDifference_r") { unsafe GEOSDifference_r($0, $1, other.pointer) }
    }

    /// A valid geometry that covers what this one covers, which need not be valid; lines and points it collapses to are
    /// dropped.
    ///
    /// GEOS's "structure" method: shells are united, holes are taken off them.
    func madeValid() throws(BoundaryError) -> GeometryHandle {
        let parameters = unsafe try context.object("GEOSMakeValidParams_create_r") {
            unsafe GEOSMakeValidParams_create_r($0)
        }
        defer { unsafe GEOSMakeValidParams_destroy_r(context.handle, parameters) }
        unsafe try context.succeed("GEOSMakeValidParams_setMethod_r") {
            unsafe GEOSMakeValidParams_setMethod_r($0, parameters, GEOS_MAKE_VALID_STRUCTURE)
        }
        unsafe try context.succeed("GEOSMakeValidParams_setKeepCollapsed_r") {
            unsafe GEOSMakeValidParams_setKeepCollapsed_r($0, parameters, 0)
        }
        return unsafe try made("GEOSMakeValidWithParams_r") { unsafe GEOSMakeValidWithParams_r($0, $1, parameters) }
    }

    /// Calls a function that makes another geometry of this one.
    func made(
        _ function: String,
        _ call: (GEOSContextHandle_t, OpaquePointer) -> OpaquePointer?
    ) throws(BoundaryError) -> GeometryHandle {
        let made = unsafe try context.object(function) { unsafe call($0, pointer) }
        return unsafe GeometryHandle(owning: made, context: context)
    }

    /// A collection of copies of them.
    private static func collection(
        of geometries: [GeometryHandle],
        context: GEOSContext
    ) throws(BoundaryError) -> GeometryHandle {
        var copies: [OpaquePointer?] = unsafe []
        // What has been copied so far is ours until the collection takes it.
        defer { unsafe context.destroy(&copies) }
        for geometry in geometries {
            unsafe copies.append(
                try context.object("GEOSGeom_clone_r") { unsafe GEOSGeom_clone_r($0, geometry.pointer) }
            )
        }
        return unsafe try GeometryHandle(gathering: &copies, as: GEOS_GEOMETRYCOLLECTION, context: context)
    }
}
