import Foundation
import Synchronization

extension BoundaryIndex {
    /// Probes many points on as many threads as the machine has processors and gives what is made of each, in their
    /// order.
    ///
    /// The threads are made for it, so Swift's own stay free; what is made of a probe is made there, and should be as
    /// small as what is needed of it. Cancelling the task does not stop the work.
    public func probeAll<Answer: Sendable>(
        _ coordinates: [Coordinate],
        threads: Int? = nil,
        _ answer: @escaping @Sendable (Int, Probe) -> Answer
    ) async -> [Answer] {
        let turns = Turns(of: coordinates.count)
        let parts = await withTaskGroup(of: [Part<Answer>].self, returning: [Part<Answer>].self) { group in
            for _ in 0..<max(1, min(threads ?? ProcessInfo.processInfo.activeProcessorCount, turns.count)) {
                group.addTask {
                    await OwnThread.run { () throws(Never) in
                        var parts: [Part<Answer>] = []
                        while let turn = turns.next() {
                            let answers = turn.map { answer($0, probe(coordinates[$0])) }
                            parts.append(Part(start: turn.lowerBound, answers: answers))
                        }
                        return parts
                    }
                }
            }
            var parts: [Part<Answer>] = []
            for await some in group { parts += some }
            return parts
        }
        return parts.sorted { $0.start < $1.start }.flatMap(\.answers)
    }
}

/// What was made of the points of one turn.
private struct Part<Answer: Sendable>: Sendable {
    let start: Int
    let answers: [Answer]
}

/// Deals out the points of a batch, some thousand at a time, so that no thread waits long for another at the end.
private final class Turns: Sendable {
    private static let size = 4096

    private let points: Int
    private let dealt = Atomic(0)

    init(of points: Int) { self.points = points }

    var count: Int { (points + Self.size - 1) / Self.size }

    func next() -> Range<Int>? {
        let number = dealt.add(1, ordering: .relaxed).oldValue
        guard number < count else { return nil }
        return number * Self.size..<min(points, (number + 1) * Self.size)
    }
}
