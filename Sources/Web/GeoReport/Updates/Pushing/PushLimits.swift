/// How updates are sent to clients.
public struct PushLimits: Sendable, Hashable {
    /// How often it is looked for what has happened.
    public var interval: Duration
    /// How long the first failure is waited for; each further one twice as long, up to an hour.
    public var pause: Duration
    /// The most that one update may take, to the end of the answer.
    public var answerTime: Duration

    /// Creates limits; the defaults are those that the documentation states.
    public init(
        interval: Duration = .seconds(2),
        pause: Duration = .seconds(10),
        answerTime: Duration = .seconds(30)
    ) {
        (self.interval, self.pause, self.answerTime) = (interval, pause, answerTime)
    }
}
