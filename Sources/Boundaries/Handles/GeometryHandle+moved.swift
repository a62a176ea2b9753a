import CGEOS

extension GeometryHandle {
    /// What the callback is given.
    private final class Move {
        let place: (PlanePoint) -> PlanePoint

        init(_ place: @escaping (PlanePoint) -> PlanePoint) {
            self.place = place
        }
    }

    /// A copy with every position somewhere else: x is longitude and y latitude, in degrees, where they are any.
    ///
    /// Nothing checks that the copy is valid, so a move must keep apart what was apart.
    func moved(_ place: @escaping (PlanePoint) -> PlanePoint) throws(BoundaryError) -> GeometryHandle {
        let move = Move(place)
        defer { withExtendedLifetime(move) {} }
        return unsafe try made("GEOSGeom_transformXY_r") {
            unsafe GEOSGeom_transformXY_r(
                $0,
                $1,
                { x, y, move in
                    guard let x = unsafe x, let y = unsafe y, let move = unsafe move else { return 0 }
                    let place = unsafe Unmanaged<Move>.fromOpaque(move).takeUnretainedValue()
                        .place(PlanePoint(x: x.pointee, y: y.pointee))
                    unsafe x.pointee = place.x
                    unsafe y.pointee = place.y
                    return 1
                },
                Unmanaged.passUnretained(move).toOpaque()
            )
        }
    }
}
