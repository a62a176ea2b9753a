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
        threads: Int = ProcessInfo.processInfo.activeProcessorCount,
        _ answer: @escaping @Sendable (Int, Probe) -> Answer
    ) async -> [Answer] {
        let turns = Turns(of: coordinates.count)
        let parts = await withTaskGroup(of: [(turn: Int, answers: [Answer])].self) { group in
            for _ in 0..<max(1, min(threads, turns.count)) {
                group.addTask {
                    await OwnThread.run { () throws(Never) in
                        var parts: [(turn: Int, answers: [Answer])] = []
                        while let turn = turns.next() {
                            parts.append((turn.number, turn.range.map { answer($0, probe(coordinates[$0])) }))
                        }
                        return parts
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        var answers: [Answer] = []
        answers.reserveCapacity(coordinates.count)
        for part in parts.sorted(by: { $0.turn < $1.turn }) { answers += part.answers }
        return answers
    }
}

/// Deals out the points of a batch, some thousand at a time, so that no thread waits long for another at the end.
private final class Turns: Sendable {
    private static let size = 4096

    private let points: Int
    private let dealt = Atomic(0)

    init(of points: Int) { self.points = points }

    var count: Int { (points + Self.size - 1) / Self.size }

    func next() -> (number: Int, range: Range<Int>)? {
        let number = dealt.add(1, ordering: .relaxed).oldValue
        guard number < count else { return nil }
        return (number, number * Self.size..<min(points, (number + 1) * Self.size))
    }
}
