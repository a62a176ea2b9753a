extension EdgeTable {
    /// Whether a boundary holds a position; its edge belongs to it.
    ///
    /// Counts how often a ray to the east crosses an edge, over all rings at once: holes and islands come out right
    /// because GEOS has found the boundary valid.
    func holds(_ coordinate: Coordinate, boundary: Int) -> Bool {
        let x = coordinate.longitude
        let y = coordinate.latitude
        guard let box = boxes[boundary], box.contains(coordinate) else { return false }
        var isInside = false
        for run in runs[spans[boundary]] {
            // An edge crosses the ray only where the run reaches over its latitude and not wholly to the west.
            guard y >= run.box.south, y <= run.box.north, x <= run.box.east else { continue }
            for edge in run.edges {
                let startY = latitudes[edge]
                let endY = latitudes[edge + 1]
                guard (startY <= y) != (endY <= y) || startY == y || endY == y else { continue }
                let startX = longitudes[edge]
                let endX = longitudes[edge + 1]
                guard max(startX, endX) >= x else { continue }
                if startY == y, endY == y {
                    if min(startX, endX) <= x { return true }
                    continue
                }
                if endX == x, endY == y || startX == x && startY == y { return true }
                guard (startY > y) != (endY > y) else { continue }
                let side = Orientation.side(
                    startX: startX,
                    startY: startY,
                    endX: endX,
                    endY: endY,
                    pointX: x,
                    pointY: y
                )
                if side == 0 { return true }
                // An edge going up passes east of the point when the point is on its left.
                if (side > 0) == (endY > startY) { isInside.toggle() }
            }
        }
        return isInside
    }
}
