/// Leaves out of a line what nobody can see.
///
/// First points close to the last one kept, which is quick, then by Douglas and Peucker's algorithm those close to the
/// line past them.
package enum LineSimplifier {
    /// A point of the picture in tenths of pixels.
    package typealias Tenths = SIMD2<Int32>

    /// In tenths of pixels.
    static let tolerance: Int64 = 5

    /// A line of fewer points with the same ends.
    static func line(_ points: [Tenths]) -> [Tenths] {
        guard points.count > 2 else { return points }
        return peucker(points)
    }

    /// A ring of fewer points; empty when nothing is left of it.
    package static func ring(_ points: [Tenths]) -> [Tenths] {
        guard points.count > 3 else { return points.count == 3 ? points : [] }
        // Cut open where it reaches farthest from its beginning, so that no half ends where it begins.
        let farthest = points.indices.max { distance(points[0], points[$0]) < distance(points[0], points[$1]) } ?? 0
        guard farthest > 0, distance(points[0], points[farthest]) > tolerance * tolerance else { return [] }
        let halves = [Array(points[0...farthest]), Array(points[farthest...]) + [points[0]]]
        let ring = halves.flatMap { peucker($0).dropLast() }
        return ring.count < 3 ? [] : ring
    }

    /// The squared distance of two points.
    static func distance(_ first: Tenths, _ second: Tenths) -> Int64 {
        let x = Int64(first.x) - Int64(second.x)
        let y = Int64(first.y) - Int64(second.y)
        return x * x + y * y
    }

    private static func peucker(_ points: [Tenths]) -> [Tenths] {
        var keeps = [Bool](repeating: false, count: points.count)
        keeps[0] = true
        keeps[points.count - 1] = true
        var spans = [(first: 0, last: points.count - 1)]
        while let (first, last) = spans.popLast() {
            var farthest = 0
            var greatest = Double(tolerance * tolerance)
            for index in (first + 1)..<max(last, first + 1) {
                let distance = squaredDistance(points[index], from: points[first], to: points[last])
                if distance > greatest { (farthest, greatest) = (index, distance) }
            }
            guard farthest > 0 else { continue }
            keeps[farthest] = true
            spans.append((first, farthest))
            spans.append((farthest, last))
        }
        return points.indices.filter { keeps[$0] }.map { points[$0] }
    }

    private static func squaredDistance(_ point: Tenths, from start: Tenths, to end: Tenths) -> Double {
        let alongX = Double(end.x) - Double(start.x)
        let alongY = Double(end.y) - Double(start.y)
        var x = Double(point.x) - Double(start.x)
        var y = Double(point.y) - Double(start.y)
        let length = alongX * alongX + alongY * alongY
        if length > 0 {
            let share = min(1, max(0, (x * alongX + y * alongY) / length))
            x -= share * alongX
            y -= share * alongY
        }
        return x * x + y * y
    }
}
