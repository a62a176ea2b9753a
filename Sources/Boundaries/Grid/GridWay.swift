/// The way from a cell's corner to a point of the cell: north or south to the point's latitude, then east or west.
///
/// Whether it meets an edge is decided by orientations that are never rounded, and ties by moving the corner and the bend
/// by amounts too small to be written: north by far less than any difference there is, and east by far less than that. The
/// point itself is not moved: on an edge it belongs to it.
struct GridWay: Sendable {
    /// How it meets an edge.
    enum Meeting: Sendable {
        case never
        case once
        /// The point lies on the edge.
        case atItsEnd
    }

    /// An edge of a boundary; x is longitude.
    struct Edge: Sendable {
        let startX: Double
        let startY: Double
        let endX: Double
        let endY: Double

        /// Where a point lies: positive left of the edge's line, negative right, 0 on it.
        func side(_ x: Double, _ y: Double) -> Int {
            Orientation.side(startX: startX, startY: startY, endX: endX, endY: endY, pointX: x, pointY: y)
        }

        /// The same for a point that is moved north a little and east much less: never 0.
        func movedSide(_ x: Double, _ y: Double) -> Int {
            let side = side(x, y)
            if side != 0 { return side }
            return startX == endX ? (startY > endY ? 1 : -1) : (endX > startX ? 1 : -1)
        }

        /// Whether it crosses the line from one latitude to another at a longitude, their ends moved.
        @inline(__always)
        func crosses(x: Double, from y: Double, to end: Double) -> Bool {
            // A coordinate equal to the line's counts as west of it.
            (startX > x) != (endX > x) && (movedSide(x, y) > 0) != (movedSide(x, end) > 0)
        }
    }

    private let cornerX: Double
    private let cornerY: Double
    private let x: Double
    private let y: Double

    init(from corner: (x: Double, y: Double), to point: Coordinate) {
        (cornerX, cornerY) = corner
        (x, y) = (point.longitude, point.latitude)
    }

    @inline(__always)
    func meets(_ edge: Edge) -> Meeting {
        // A latitude equal to the bend's counts as south of it: that one is moved north.
        let isAcrossY = (edge.startY > y) != (edge.endY > y)
        var count = 0
        if isAcrossY || edge.startY == y || edge.endY == y {
            if x >= min(edge.startX, edge.endX), x <= max(edge.startX, edge.endX) {
                let side = edge.side(x, y)
                if side == 0 { return .atItsEnd }
                if isAcrossY, (side > 0) != (edge.movedSide(cornerX, y) > 0) { count += 1 }
            } else if isAcrossY, (edge.movedSide(cornerX, y) > 0) != (edge.side(x, y) > 0) {
                count += 1
            }
        }
        if edge.crosses(x: cornerX, from: cornerY, to: y) { count += 1 }
        return count & 1 == 1 ? .once : .never
    }
}
