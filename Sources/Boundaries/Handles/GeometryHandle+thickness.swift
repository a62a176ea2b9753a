import CGEOS

extension GeometryHandle {
    /// Whether nothing is left of it when so much is taken off all round: it is nowhere thicker than twice the distance.
    ///
    /// The distance is in the units of its coordinates; round corners are drawn with few edges, which is 2 % off at most.
    func vanishes(shrunkBy distance: Double) throws(BoundaryError) -> Bool {
        let shrunk = unsafe try context.object("GEOSBuffer_r") { unsafe GEOSBuffer_r($0, pointer, -distance, 4) }
        let rest = unsafe GeometryHandle(owning: shrunk, context: context)
        return unsafe try context.predicate("GEOSisEmpty_r") { unsafe GEOSisEmpty_r($0, rest.pointer) }
    }

    /// A point of it, as far inside as is found at once.
    func somePoint() throws(BoundaryError) -> GeometryHandle {
        let point = unsafe try context.object("GEOSPointOnSurface_r") { unsafe GEOSPointOnSurface_r($0, pointer) }
        return unsafe GeometryHandle(owning: point, context: context)
    }
}
