/// What only whoever has a request's key is told of it.
public struct SenderDetails: Sendable, Hashable {
    /// The answers to the service's questions: a JSON object of arrays, by the questions' codes.
    public let answersJSON: String
    /// Whether the resident left a name, a mail address or a telephone number; which is never told.
    public let hasContact: Bool
}
