import CGEOS

/// Every call that can fail goes through one of these three, so that no sentinel is ever taken for an answer.
extension GEOSContext {
    /// Calls a function that gives an object, or NULL when it fails.
    func object(
        _ function: String,
        _ call: (GEOSContextHandle_t) -> OpaquePointer?
    ) throws(BoundaryError) -> OpaquePointer {
        guard let object = unsafe call(handle) else { throw failure(function) }
        return unsafe object
    }

    /// Calls a predicate: 0 is no, 1 is yes and anything else is an exception.
    func predicate(_ function: String, _ call: (GEOSContextHandle_t) -> CChar) throws(BoundaryError) -> Bool {
        switch unsafe call(handle) {
        case 0: false
        case 1: true
        default: throw failure(function)
        }
    }

    /// Calls a function that gives 1, or 0 when it fails.
    func succeed(_ function: String, _ call: (GEOSContextHandle_t) -> CInt) throws(BoundaryError) {
        guard unsafe call(handle) == 1 else { throw failure(function) }
    }

    /// Frees geometries that no constructor has taken, and forgets them.
    func destroy(_ geometries: inout [OpaquePointer?]) {
        while let geometry = unsafe geometries.popLast() { unsafe GEOSGeom_destroy_r(handle, geometry) }
    }
}
