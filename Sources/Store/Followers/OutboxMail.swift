/// A mail to be written and sent: to whom, of what.
public struct OutboxMail: Sendable {
    /// What to tell of.
    public enum Matter: Sendable, Hashable {
        /// Whether the owner of the address wants mails.
        case question
        /// Events, oldest first: of a request one, of a place all that wait.
        case news([News])
    }

    /// An event of a request.
    public struct News: Sendable, Hashable {
        /// The request's public id.
        public let id: String
        /// The event's number, as `HistoryLine` has it.
        public let event: Int64
        /// What happened, as `HistoryLine` says it.
        public let kind: String
    }

    /// Whom it is for.
    public let follower: Follower
    /// The request's key, for the links of the resident who sent it; nil for everybody else.
    public let key: RequestKey?
    /// What to tell of.
    public let matter: Matter
    /// What makes it the same mail when it is sent again.
    public let seq: Int64
    /// How often it was tried, this time included.
    public let attempts: Int

    /// The rows it stands for.
    let rows: [Int64]
    /// By what it is known who has taken it.
    let turn: Int64
}
