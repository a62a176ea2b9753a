/// What the suite found out about a server.
public struct ConformanceReport: Sendable {
    /// What was checked.
    public let target: ConformanceTarget
    /// Whether what is only recommended or ruled counts as a must.
    public let isStrict: Bool
    /// Whether service requests were sent.
    public let hasWritten: Bool
    /// One line a requirement and format, in the order of the requirements.
    public let judgements: [Judgement]
    /// How many questions were asked.
    public let questions: Int
    /// The ids of the service requests that were made, for whoever wants to close them.
    public let made: [String]
    /// Why not everything was asked; nil where it was.
    public let stop: Exchange.Failure?

    /// Creates a report.
    init(
        target: ConformanceTarget,
        isStrict: Bool,
        hasWritten: Bool,
        judgements: [Judgement],
        questions: Int,
        made: [String],
        stop: Exchange.Failure?
    ) {
        self.target = target
        self.isStrict = isStrict
        self.hasWritten = hasWritten
        self.judgements = judgements
        self.questions = questions
        self.made = made
        self.stop = stop
    }

    /// How many lines have a verdict.
    public func count(_ verdict: Verdict) -> Int { judgements.count { $0.verdict == verdict } }

    /// Whether it ended before everything was asked.
    public var isCutShort: Bool { stop != nil }

    /// Whether the server conforms: nothing failed that was looked at.
    public var isPassed: Bool { count(.failed) == 0 }

    /// The lines with a verdict.
    public func judgements(_ verdict: Verdict) -> [Judgement] { judgements.filter { $0.verdict == verdict } }
}
