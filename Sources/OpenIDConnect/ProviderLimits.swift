/// How long a provider is waited for, how much of its answers is read, and how often it is asked.
public struct ProviderLimits: Sendable {
    /// For how long one answer is waited for, from the connection to its last byte.
    public var answerTime: Duration
    /// The largest answer, in bytes.
    public var maximumAnswer: Int
    /// How long the provider's document and keys are used before they are read anew.
    public var memory: Duration
    /// How long nothing is asked after a failure, and how often at most keys are read anew for an unknown name.
    public var pause: Duration
    /// How many codes are exchanged at once.
    public var maximumExchanges: Int
    /// How far the two clocks may be apart.
    public var leeway: Duration

    /// The defaults are for a provider in the same city hall or on the Internet.
    public init(
        answerTime: Duration = .seconds(5),
        maximumAnswer: Int = 256 << 10,
        memory: Duration = .seconds(3600),
        pause: Duration = .seconds(10),
        maximumExchanges: Int = 32,
        leeway: Duration = .seconds(60)
    ) {
        self.answerTime = answerTime
        self.maximumAnswer = maximumAnswer
        self.memory = memory
        self.pause = pause
        self.maximumExchanges = maximumExchanges
        self.leeway = leeway
    }
}
