import CGEOS

/// Owns a GEOS STR-tree over the boxes of numbered geometries.
///
/// The tree freezes at its first query. It stores the number + 1 as the item's pointer, because number 0 would be NULL.
@safe final class TreeHandle {
    /// Where the callback puts what it is given.
    private final class Found {
        var numbers: [Int] = []
    }

    private let context: GEOSContext
    private let pointer: OpaquePointer
    private let found = Found()

    /// Takes geometries whose numbers go up from the first one's.
    init(_ geometries: [GeometryHandle], context: GEOSContext, firstNumber: Int = 0) throws(BoundaryError) {
        self.context = context
        unsafe self.pointer = unsafe try context.object("GEOSSTRtree_create_r") { unsafe GEOSSTRtree_create_r($0, 10) }
        for (number, geometry) in geometries.enumerated() {
            let item = unsafe UnsafeMutableRawPointer(bitPattern: firstNumber + number + 1)
            unsafe GEOSSTRtree_insert_r(context.handle, pointer, geometry.pointer, item)
        }
    }

    deinit { unsafe GEOSSTRtree_destroy_r(context.handle, pointer) }

    /// The numbers of the geometries whose box meets the box of this one, in no particular order.
    func candidates(for geometry: GeometryHandle) -> [Int] {
        found.numbers.removeAll(keepingCapacity: true)
        unsafe GEOSSTRtree_query_r(
            context.handle,
            pointer,
            geometry.pointer,
            { item, box in
                guard let item = unsafe item, let box = unsafe box else { return }
                unsafe Unmanaged<Found>.fromOpaque(box).takeUnretainedValue().numbers
                    .append(Int(bitPattern: item) - 1)
            },
            Unmanaged.passUnretained(found).toOpaque()
        )
        return found.numbers
    }

    /// Calls back with the number + 1 of each geometry whose box meets the box of this one.
    func query(_ geometry: OpaquePointer, _ callback: GEOSQueryCallback, _ box: UnsafeMutableRawPointer) {
        unsafe GEOSSTRtree_query_r(context.handle, pointer, geometry, callback, box)
    }
}
