/// Something read from the provider, for as long as it is used, and the last failure to read it.
struct Kept<Value: Sendable>: Sendable {
    /// What was last read, however long ago.
    private(set) var last: Value?
    private var readAt: ContinuousClock.Instant?
    private var failure: OpenIDError?
    private var failedAt: ContinuousClock.Instant?

    /// What was read, while it is new enough.
    func value(at now: ContinuousClock.Instant, _ limits: ProviderLimits) -> Value? {
        readAt.flatMap { now - $0 < limits.memory ? last : nil }
    }

    /// Why it could not be read a moment ago; nil where it is to be tried.
    func failure(at now: ContinuousClock.Instant, _ limits: ProviderLimits) -> OpenIDError? {
        failedAt.flatMap { now - $0 < limits.pause ? failure : nil }
    }

    /// Whether it was last asked for long enough ago to be read before its time.
    func mayBeReadAnew(at now: ContinuousClock.Instant, _ limits: ProviderLimits) -> Bool {
        failure(at: now, limits) == nil && (readAt.map { now - $0 >= limits.pause } ?? true)
    }

    mutating func keep(_ value: Value, at now: ContinuousClock.Instant) {
        (last, readAt, failure, failedAt) = (value, now, nil, nil)
    }

    mutating func fail(_ error: OpenIDError, at now: ContinuousClock.Instant) {
        (failure, failedAt) = (error, now)
    }
}
