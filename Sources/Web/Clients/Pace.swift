/// How often something may happen: so many at once, and one more each time a step has passed.
///
/// The generic cell rate algorithm (ITU-T I.371): all that is kept of each is one instant.
struct Pace: Sendable, Hashable {
    /// How many may come at once.
    let burst: Int
    /// How long until one more may.
    let step: Duration

    /// So many in a time, all of them at once if need be.
    init(_ count: Int, in time: Duration) {
        burst = count
        step = time / count
    }

    /// One more at a moment.
    ///
    /// - Parameters:
    ///   - due: when the ones before will have been made up for; nil where there were none.
    ///   - now: the moment.
    /// - Returns: the same with this one; where it is one too many, how long until it would not be, and nothing of it counts.
    func next(after due: ContinuousClock.Instant?, at now: ContinuousClock.Instant) -> Step {
        let begin = max(due ?? now, now)
        let wait = begin - now - step * (burst - 1)
        return wait > .zero ? .tooMany(wait) : .taken(begin + step)
    }

    /// What becomes of one more.
    enum Step: Sendable, Hashable {
        /// It may; all will have been made up for then.
        case taken(ContinuousClock.Instant)
        /// It may not before so long.
        case tooMany(Duration)
    }
}
