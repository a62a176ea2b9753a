import Synchronization

/// Gives submissions in pieces, as a table would.
final class DemoBatches: Sendable {
    private let rest: Mutex<[ReplaySubmission]>

    /// Starts with all of them.
    init(_ submissions: [ReplaySubmission]) {
        rest = Mutex(submissions)
    }

    /// The next piece; empty at the end.
    func next() -> [ReplaySubmission] {
        rest.withLock { rest in
            let piece = Array(rest.prefix(PendingTable.batchSize))
            rest.removeFirst(piece.count)
            return piece
        }
    }
}
