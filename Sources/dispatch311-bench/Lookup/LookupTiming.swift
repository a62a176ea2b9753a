/// How long asking for some points takes.
struct LookupTiming: Sendable {
    private let start = ContinuousClock.now

    /// The nanoseconds a point since it was made.
    func nanoseconds(a points: Int) -> Double {
        (ContinuousClock.now - start) / .nanoseconds(1) / Double(max(1, points))
    }
}
