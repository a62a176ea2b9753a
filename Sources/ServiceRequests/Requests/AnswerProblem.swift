/// Something about a submission's answers that the resident or their client should know.
public struct AnswerProblem: Sendable, Hashable {
    /// What is the matter.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A required question has no answer.
        case missing
        /// The answer is none of the list's.
        case notInList = "not_in_list"
        /// The answer is no number, or no date and time.
        case wrongDatatype = "wrong_datatype"
        /// More than one answer to a question that takes one.
        case tooMany = "too_many"
        /// The answer is longer than `Catalog.Attribute.maximumAnswer`, or holds a NUL.
        case notStorable = "not_storable"
        /// The service has no such question; the answer was dropped.
        case unknownQuestion = "unknown_question"
        /// The question is not asked after these other answers; the answer was dropped.
        case notAsked = "not_asked"
    }

    /// The question's code.
    public let code: String
    /// What is the matter.
    public let kind: Kind
    /// A sentence for the resident that names the question.
    public let message: String

    /// Whether the submission is refused for it; otherwise the answer was only dropped.
    public var isRefusal: Bool { kind != .unknownQuestion && kind != .notAsked }

    /// Creates a problem.
    public init(code: String, kind: Kind, message: String) {
        self.code = code
        self.kind = kind
        self.message = message
    }
}

extension AnswerProblem: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
