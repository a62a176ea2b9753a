/// What became of one row.
struct ReplayResult: Sendable {
    /// What the server said.
    enum Outcome: Sendable, Hashable {
        /// Stored; no receipt where the server's answer has none that can be read.
        case accepted(SubmissionReceipt?, isReplay: Bool)
        /// Not stored, and why.
        case refused(status: Int, complaint: String)
        /// No answer, or 5xx to the end: whether it is stored is not known.
        case unanswered(String, isServerGone: Bool)
    }

    /// The line of the file.
    let line: Int
    /// The row's key in the file, or its line.
    let key: String
    /// What the server said.
    let outcome: Outcome
    /// Who really got it, where the file says so.
    let agency: String?
    /// From when it was due to be sent to its answer, tries again included.
    let duration: Duration
}
