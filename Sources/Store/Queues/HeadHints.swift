import Synchronization

/// Where in each lane something may still wait, as far as one process knows of one jurisdiction.
///
/// Rows that were taken stay in the index for as long as any old transaction runs, and every claim would walk over all
/// of them again. So each look at the lanes says up to where it found nothing that it left, and the next one begins
/// there. A row that was committed late, behind a higher one, is seen by the next look at whole lanes, at the latest
/// after `sweepInterval`; one that this process is told of is seen at once.
final class HeadHints: Sendable {
    /// How often lanes are looked at from their beginning.
    static let sweepInterval: Duration = .seconds(2)
    /// How soon that may be done again because nothing was found.
    static let repeatInterval: Duration = .milliseconds(250)

    /// One look at the lanes of a scope: from where in each of them.
    struct Look: Sendable {
        let scope: ClaimScope
        /// From the beginning of every lane.
        let isWhole: Bool
        /// Where to begin.
        let floors: [Lane: Int64]
        /// Where to begin in every other lane.
        let rest: Int64

        fileprivate let start: UInt64
        fileprivate let epoch: UInt64
        fileprivate let highest: Int64
        fileprivate let time: ContinuousClock.Instant

        /// Where to begin in the lane of a priority, for a look at one queue.
        func floor(of priority: Int16) -> Int64 { floors.first { $0.key.priority == priority }?.value ?? rest }
    }

    /// What is known of the lanes of one scope.
    private struct Hints {
        var floors: [Lane: Int64] = [:]
        var rest: Int64 = 0
        /// When the last look at whole lanes began.
        var sweptAt: ContinuousClock.Instant?
        /// How long it took.
        var sweepTime: Duration = .zero

        mutating func lower(_ queue: Int32, to seq: Int64) {
            for priority in Lane.priorities {
                let lane = Lane(queue: queue, priority: priority)
                if seq < floors[lane] ?? rest { floors[lane] = seq }
            }
        }
    }

    /// Word of a row that a look under way may not have seen.
    private struct Word {
        let time: UInt64
        let queue: Int32
        let name: String
        let seq: Int64
    }

    private struct State {
        var hints: [ClaimScope: Hints] = [:]
        /// The highest seq this process knows of.
        var highest: Int64 = 0
        var time: UInt64 = 0
        var epoch: UInt64 = 0
        /// When the looks under way began.
        var looks: Set<UInt64> = []
        var words: [Word] = []

        mutating func forgetOldWords() {
            guard let oldest = looks.min() else { return words.removeAll() }
            words.removeAll { $0.time < oldest }
        }
    }

    private let state = Mutex(State())

    /// Begins a look; every one must end with `end` or `abandon`.
    func begin(_ scope: ClaimScope, at now: ContinuousClock.Instant = .now) -> Look {
        state.withLock { state in
            let last = state.hints[scope]?.sweptAt
            return Self.look(scope, isWhole: last.map { now - $0 >= Self.sweepInterval } ?? true, at: now, in: &state)
        }
    }

    /// Begins a look at whole lanes after one with hints that found nothing; nil where the last was only just.
    func beginAgain(_ scope: ClaimScope, at now: ContinuousClock.Instant = .now) -> Look? {
        state.withLock { state in
            if let hints = state.hints[scope], let last = hints.sweptAt {
                // Where there is much to walk over, it is not walked all the time.
                let pause = min(max(Self.repeatInterval, hints.sweepTime * 10), Self.sweepInterval)
                guard now - last >= pause else { return nil }
            }
            return Self.look(scope, isWhole: true, at: now, in: &state)
        }
    }

    private static func look(
        _ scope: ClaimScope,
        isWhole: Bool,
        at now: ContinuousClock.Instant,
        in state: inout State
    ) -> Look {
        state.time += 1
        state.looks.insert(state.time)
        if isWhole { state.hints[scope, default: Hints()].sweptAt = now }
        let hints = state.hints[scope] ?? Hints()
        return Look(
            scope: scope,
            isWhole: isWhole,
            floors: isWhole ? [:] : hints.floors,
            rest: isWhole ? 0 : hints.rest,
            start: state.time,
            epoch: state.epoch,
            highest: state.highest,
            time: now
        )
    }

    /// Ends a look with what it found: from where on something was there, or was left, in those lanes that are not as it
    /// was told.
    ///
    /// `taken` is the highest seq it took.
    func end(_ look: Look, leaving onward: [Lane: Int64], taken: Int64?, at now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            state.looks.remove(look.start)
            defer { state.forgetOldWords() }
            state.highest = max(state.highest, taken ?? 0, (onward.values.max() ?? 0) - 1)
            guard look.epoch == state.epoch else { return }
            var hints = state.hints[look.scope] ?? Hints()
            if look.isWhole {
                // The other lanes were empty. What comes into them is newer than all that was known before.
                hints.floors = onward
                hints.rest = look.highest + 1
                hints.sweepTime = now - look.time
            } else {
                for (lane, seq) in onward { hints.floors[lane] = max(seq, hints.floors[lane] ?? hints.rest) }
            }
            for word in state.words where word.time >= look.start && look.scope.covers(word.name) {
                hints.lower(word.queue, to: word.seq)
            }
            state.hints[look.scope] = hints
        }
    }

    /// Ends a look that came to nothing.
    func abandon(_ look: Look) {
        state.withLock { state in
            state.looks.remove(look.start)
            state.forgetOldWords()
            if look.isWhole { state.hints[look.scope]?.sweptAt = nil }
        }
    }

    /// Rows from this one on wait in a queue.
    func lower(_ queue: Int32, named name: String, to seq: Int64) {
        state.withLock { state in
            state.highest = max(state.highest, seq)
            for scope in state.hints.keys where scope.covers(name) { state.hints[scope]?.lower(queue, to: seq) }
            if !state.looks.isEmpty {
                state.words.append(Word(time: state.time, queue: queue, name: name, seq: seq))
            }
        }
    }

    /// Forgets everything: the next look at each lane is at the whole of it.
    func forget() {
        state.withLock { state in
            state.hints.removeAll()
            state.epoch += 1
        }
    }
}
