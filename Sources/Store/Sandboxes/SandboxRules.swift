/// How a sandbox behaves, where other systems try things out.
public struct SandboxRules: Sendable, Hashable {
    /// The most requests it takes in 24 hours.
    public var perDay: Int
    /// How long a request waits before it is accepted.
    public var acceptsAfter: Duration
    /// How long an accepted one stays open.
    public var closesAfter: Duration
    /// How long a request is kept.
    public var keeping: Duration
    /// How often it is looked for what is to be done.
    public var interval: Duration

    /// Creates rules; the defaults are those that the documentation states.
    public init(
        perDay: Int = 5000,
        acceptsAfter: Duration = .seconds(5),
        closesAfter: Duration = .seconds(60),
        keeping: Duration = .seconds(7 * 24 * 3600),
        interval: Duration = .seconds(1)
    ) {
        self.perDay = perDay
        self.acceptsAfter = acceptsAfter
        self.closesAfter = closesAfter
        self.keeping = keeping
        self.interval = interval
    }
}
