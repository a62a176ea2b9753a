import Boundaries
import Synchronization

/// Plain GEOS as it is measured: on a thread of its own, which holds it for a whole run.
final class GEOSSide: Sendable {
    private let geos: Mutex<PlainGEOS>

    init(_ layers: [BoundaryLayer], trees: PlainGEOS.Trees) throws(BoundaryError) {
        geos = Mutex(try PlainGEOS(layers, trees: trees))
    }

    /// The nanoseconds a point.
    func nanoseconds(_ points: [Coordinate]) async throws -> Double {
        try await OwnThread.run { [self] in
            try geos.withLock { geos in
                let timing = LookupTiming()
                let sum = try geos.sum(over: points[...])
                let nanoseconds = timing.nanoseconds(a: points.count)
                // Read, so that no compiler may leave the work out.
                guard sum >= 0 else { throw BenchError("expected a sum, found \(sum)") }
                return nanoseconds
            }
        }
    }

    /// The numbers of the boundaries that hold each point, ascending.
    func numbers(_ points: [Coordinate]) async throws -> [[Int]] {
        try await OwnThread.run { [self] () throws(BoundaryError) in
            try geos.withLock { geos throws(BoundaryError) in
                var numbers: [[Int]] = []
                numbers.reserveCapacity(points.count)
                for point in points { numbers.append(try geos.numbers(at: point)) }
                return numbers
            }
        }
    }
}
