import Synchronization

/// How often each of many has come lately, in a bounded memory.
///
/// Kept in two halves: when the younger is full, it becomes the older, and what was not seen since is forgotten. So those
/// who come often are never forgotten by others' coming once.
final class PaceBook<Key: Hashable & Sendable>: Sendable {
    private struct State {
        var younger: [Key: ContinuousClock.Instant] = [:]
        var older: [Key: ContinuousClock.Instant] = [:]
    }

    let pace: Pace
    private let half: Int
    private let state = Mutex(State())

    /// Keeps the last of at most so many.
    init(_ pace: Pace, most: Int) {
        self.pace = pace
        half = max(most / 2, 1)
    }

    /// Counts one more; nil where it may, else how long until it might.
    ///
    /// One too many does not count: who goes on in vain is let in again as soon as who waits.
    func take(_ key: Key, at now: ContinuousClock.Instant = .now) -> Duration? {
        state.withLock { state in
            let known = state.younger[key] ?? state.older[key]
            switch pace.next(after: known, at: now) {
            case .tooMany(let wait):
                if let known { keep(known, of: key, &state) }
                return wait
            case .taken(let due):
                keep(due, of: key, &state)
                return nil
            }
        }
    }

    /// Takes back one that was counted.
    func giveBack(_ key: Key) {
        state.withLock { state in
            guard let known = state.younger[key] ?? state.older[key] else { return }
            keep(known - pace.step, of: key, &state)
        }
    }

    private func keep(_ due: ContinuousClock.Instant, of key: Key, _ state: inout State) {
        if state.younger.count >= half, state.younger[key] == nil {
            state.older = state.younger
            state.younger.removeAll(keepingCapacity: true)
        }
        state.younger[key] = due
    }

    /// How many are known, for the metrics.
    var count: Int { state.withLock { $0.younger.count + $0.older.count } }
}
