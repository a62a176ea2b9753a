import Synchronization

/// What one process keeps for the claims of one jurisdiction: who waits, and where in the lanes work may wait.
final class WaitingRoom: Sendable {
    typealias Line = WaitingLine<CheckedContinuation<Void, Never>>

    let line = Mutex(Line())
    let hints = HeadHints()

    func ring(_ arrival: WorkArrival) {
        // Before anyone is woken, so that they find it.
        hints.lower(arrival.queue, named: arrival.name, to: arrival.lowest)
        for waiter in line.withLock({ $0.ring(arrival.name, count: arrival.count) }) { waiter.resume() }
    }

    func ringAll() {
        hints.forget()
        for waiter in line.withLock({ $0.ringAll() }) { waiter.resume() }
    }
}
