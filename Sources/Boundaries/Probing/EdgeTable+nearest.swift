extension EdgeTable {
    /// The point of a boundary's edges nearest to the plane's position.
    ///
    /// Gives `NearestPoint.none` when every edge is farther than `limit`, a squared distance in the plane.
    func nearest(to plane: LocalPlane, boundary: Int, limit: Double = .infinity) -> NearestPoint {
        var best = NearestPoint.none
        best.squared = limit.nextUp
        var found = false
        guard let box = boxes[boundary], plane.squaredDistance(to: box) < best.squared else { return .none }
        for run in runs[spans[boundary]] where plane.squaredDistance(to: run.box) < best.squared {
            for edge in run.edges {
                let candidate = plane.nearest(
                    from: (latitudes[edge], longitudes[edge]),
                    to: (latitudes[edge + 1], longitudes[edge + 1])
                )
                if candidate.squared < best.squared {
                    best = candidate
                    found = true
                }
            }
        }
        return found ? best : .none
    }
}
