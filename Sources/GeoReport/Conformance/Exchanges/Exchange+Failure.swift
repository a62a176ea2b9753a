extension Exchange {
    /// Why there is no answer, in words for whoever runs the check.
    public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
        /// Nothing could be reached, or the connection broke.
        case unreachable(String)
        /// No whole answer within the time.
        case slow(seconds: Int)
        /// The answer did not end within the most that is read.
        case endless(bytes: Int)
        /// The server sends the client on and on, or away.
        case redirected(String)
        /// The server says that it is asked too often.
        case busy
        /// Nothing is asked any more: the server has not answered for several questions in a row.
        case givenUp
        /// Nothing is asked any more: the most questions have been asked.
        case spent(Int)
        /// Nothing is asked any more: whoever runs the check has stopped it.
        case interrupted

        /// What happened.
        public var description: String {
            switch self {
            case .unreachable(let reason): "no answer: \(reason)"
            case .slow(let seconds): "no whole answer within \(seconds) s"
            case .endless(let bytes): "an answer of more than \(bytes) bytes, of which the rest was not read"
            case .redirected(let words): words
            case .busy: "the server says that it is asked too often (429), also after a pause"
            case .givenUp: "not asked: the server had not answered several questions in a row"
            case .spent(let most): "not asked: \(most) questions had been asked, which is the most"
            case .interrupted: "not asked: the run was interrupted"
            }
        }

        /// Whether it says that nobody is there, and not something about this answer.
        var isSilence: Bool {
            switch self {
            case .unreachable, .slow, .busy, .givenUp: true
            case .endless, .redirected, .spent, .interrupted: false
            }
        }

        /// Whether the question was never asked, or nobody waited for its answer.
        var isUnasked: Bool {
            switch self {
            case .givenUp, .spent, .interrupted: true
            case .unreachable, .slow, .endless, .redirected, .busy: false
            }
        }
    }
}
