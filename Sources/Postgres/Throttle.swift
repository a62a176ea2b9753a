import Synchronization

/// Lets one of many equal log lines through every so often, and counts those it keeps back.
package final class Throttle: Sendable {
    private struct State {
        var next: ContinuousClock.Instant?
        var keptBack = 0
    }

    private let interval: Duration
    private let state = Mutex(State())

    /// The first line passes at once.
    package init(interval: Duration) {
        self.interval = interval
    }

    /// How many were kept back since the last that passed; nil where this one is kept back too.
    package func pass(at now: ContinuousClock.Instant = .now) -> Int? {
        state.withLock { state in
            if let next = state.next, now < next {
                state.keptBack += 1
                return nil
            }
            defer { state.keptBack = 0 }
            state.next = now + interval
            return state.keptBack
        }
    }

    /// Lets the next line pass: the trouble before is over.
    package func reset() {
        state.withLock { $0.next = nil }
    }
}
