import Boundaries
import Dispatch
import Synchronization

/// Our index as it is measured.
enum IndexSide {
    /// What is done with each answer.
    enum Use: Sendable {
        /// Every id in it is read.
        case reading
        /// It is looked at only for how many layers it has.
        case counting
    }

    /// Where threads put what they have added up.
    private final class Tally: Sendable {
        let sum = Atomic<Int>(0)
    }

    /// A thread takes so many points at a time.
    private static let piece = 16_384

    /// The nanoseconds a point on one thread of its own, or on all processors.
    static func nanoseconds(
        _ index: BoundaryIndex,
        _ points: [Coordinate],
        _ use: Use = .reading,
        isParallel: Bool = false
    ) async throws -> Double {
        try await OwnThread.run { () throws(BenchError) in
            let tally = Tally()
            let timing = LookupTiming()
            if isParallel {
                DispatchQueue.concurrentPerform(iterations: (points.count + piece - 1) / piece) { number in
                    let part = points[number * piece..<min(points.count, (number + 1) * piece)]
                    tally.sum.add(sum(index, over: part, use), ordering: .relaxed)
                }
            } else {
                tally.sum.add(sum(index, over: points[...], use), ordering: .relaxed)
            }
            let nanoseconds = timing.nanoseconds(a: points.count)
            // Read, so that no compiler may leave the work out.
            guard tally.sum.load(ordering: .relaxed) >= 0 else { throw BenchError("expected a sum, found none") }
            return nanoseconds
        }
    }

    /// The lengths of all ids found, or the layers found, added up.
    @inline(never)
    private static func sum(_ index: BoundaryIndex, over points: ArraySlice<Coordinate>, _ use: Use) -> Int {
        var sum = 0
        switch use {
        case .reading:
            for point in points {
                for hit in index.probe(point).hits { sum &+= hit.boundary.id.utf8.count }
            }
        case .counting:
            for point in points { sum &+= index.probe(point).hits.count }
        }
        return sum
    }
}
