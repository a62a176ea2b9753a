extension EdgeTable {
    /// The point of a boundary's edges nearest to the plane's position.
    ///
    /// Gives `NearestPoint.none` when every edge is farther than `limit`, a squared distance in the plane.
    func nearest(to plane: LocalPlane, boundary: Int, limit: Double = .infinity) -> NearestPoint {
        var best = NearestPoint.none
        best.squared = limit.nextUp
        var found = false
        guard let box = boxes[boundary], plane.squaredDistance(to: box) < best.squared else { return .none }
        for stretch in stretches[boundary] where plane.squaredDistance(to: stretch.box) < best.squared {
            for run in stretch.runs where plane.squaredDistance(to: runs[run].box) < best.squared {
                for edge in runs[run].edges {
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
        }
        return found ? best : .none
    }

    /// Among some boundaries the one with the nearest edge, the first of equally near ones; `NearestPoint.none` where all
    /// are farther than `limit`.
    func nearest(to plane: LocalPlane, among numbers: Range<Int>, limit: Double) -> NearestPoint {
        // The nearest box first: then most others are out of the question.
        let near = numbers.compactMap { number in
            boxes[number].map { (number: number, squared: plane.squaredDistance(to: $0)) }
        }
        let limit = min(limit, nearRun(to: plane, among: near.map(\.number)))
        var best = NearestPoint.none
        var first = Int.max
        for (number, squared) in near.sorted(by: { $0.squared < $1.squared }) {
            guard squared <= min(best.squared, limit) else { break }
            let nearest = nearest(to: plane, boundary: number, limit: min(best.squared, limit))
            guard nearest.squared < best.squared || nearest.squared == best.squared && number < first else { continue }
            (best, first) = (nearest, number)
        }
        return best
    }

    /// How far the nearest edge is at most: the edges of the run whose box is nearest in the stretch whose box is nearest.
    ///
    /// Knowing that first, nearly all other boxes are out of the question.
    private func nearRun(to plane: LocalPlane, among numbers: [Int]) -> Double {
        var stretch: Range<Int>?
        var best = Double.infinity
        for number in numbers {
            for candidate in stretches[number] {
                let squared = plane.squaredDistance(to: candidate.box)
                if squared < best { (best, stretch) = (squared, candidate.runs) }
            }
        }
        var run: Range<Int>?
        best = .infinity
        for candidate in stretch ?? 0..<0 {
            let squared = plane.squaredDistance(to: runs[candidate].box)
            if squared < best { (best, run) = (squared, runs[candidate].edges) }
        }
        return (run ?? 0..<0).reduce(.infinity) { nearest, edge in
            let place = plane.nearest(
                from: (latitudes[edge], longitudes[edge]),
                to: (latitudes[edge + 1], longitudes[edge + 1])
            )
            return min(nearest, place.squared)
        }
    }
}
