import Synchronization

extension Queues {
    /// Rings for those of these items that wait for a worker now; called after the commit that made them wait.
    ///
    /// One small read where there are items; it never fails, because whoever waits also looks by itself.
    public func ring(_ items: [Int64]) async { await bell.ring(items, in: jurisdiction, reading: pool) }

    /// Rings for items of which it is not known which they are: every claim that waits looks.
    public func ringAll() { bell.ringAll(in: jurisdiction.number) }

    /// How many claims wait for work of this jurisdiction in this process at this moment.
    public var waitingClaims: Int { bell.room(of: jurisdiction.number).line.withLock(\.waitingCount) }

    /// A place among the claims that wait for a department's work, or for that of one of its queues.
    public func enterLine(for worker: Worker, from queue: String? = nil) -> PlaceInLine {
        PlaceInLine(ClaimScope(department: worker.department, queue: queue), in: bell.room(of: jurisdiction.number))
    }
}
