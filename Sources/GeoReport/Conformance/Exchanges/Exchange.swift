/// One question to a server, and what came of it.
public struct Exchange: Sendable, Hashable {
    /// What was asked.
    public let question: Question
    /// The answer, or why there was none.
    public let result: Result<Answer, Failure>

    /// Pairs a question with what came of it.
    public init(_ question: Question, _ result: Result<Answer, Failure>) {
        self.question = question
        self.result = result
    }

    /// The answer; nil where there was none.
    public var answer: Answer? { try? result.get() }

    /// Asks a question and gives the answer or why there was none; it never throws and never waits without end.
    public typealias Fetch = @Sendable (Question) async -> Result<Answer, Failure>
}
