/// What became of one row.
struct ReplayResult: Sendable {
    /// What the server said.
    enum Outcome: Sendable, Hashable {
        /// Stored, by the department it names.
        case accepted(department: String?, isReplay: Bool)
        /// Not stored, and why.
        case refused(status: Int, complaint: String)
        /// No answer, or 503 to the end.
        case failed(String)
    }

    /// The line of the file.
    let line: Int
    /// What the server said.
    let outcome: Outcome
    /// Who really got it, where the file says so.
    let agency: String?
    /// From when it was due to be sent to its answer, tries again included.
    let duration: Duration
}
