/// What came of trying a fault.
enum ChaosEffect: Sendable {
    /// It was really done; recovery counts from the moment given.
    case made(since: ContinuousClock.Instant)
    /// There was nothing to do it to, or it did nothing, and why.
    case missed(String)
}
