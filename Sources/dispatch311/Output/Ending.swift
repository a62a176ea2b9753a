/// How the program ends, as its exit code.
///
/// Scripts rely on these numbers.
enum Ending: Int32, CaseIterable, Sendable {
    /// It did what it was asked.
    case success = 0
    /// It worked, and found something wrong: a lint, a breach, a faulty file.
    case findings = 1
    /// It was called wrongly: an unknown option, a file that is not there (`EX_USAGE`).
    case usage = 64
    /// A server or a database could not be reached, or its place is taken (`EX_UNAVAILABLE`).
    case unreachable = 69
    /// Some of the work is not done, and the same call may finish it (`EX_TEMPFAIL`).
    case tryAgain = 75

    /// What help says of it.
    var meaning: String {
        switch self {
        case .success: "ok"
        case .findings: "findings: something is wrong with what was looked at"
        case .usage: "usage: wrong options, or a file that cannot be opened"
        case .unreachable: "unreachable: a server, database or port cannot be had"
        case .tryAgain: "try again: the same call may finish the work"
        }
    }
}
