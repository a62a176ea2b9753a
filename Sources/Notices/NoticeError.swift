/// Why a mail did not leave the house.
public enum NoticeError: Error, Sendable, Hashable {
    /// The program could not be started: it is not there, or this user may not run it.
    case programMissing(path: String)
    /// The program failed, and not plainly because of this mail or this address: its exit code and its words.
    case later(exit: Int32, words: String)
    /// The program will not take this mail for this address: its exit code and its words.
    case refused(exit: Int32, words: String)
    /// A signal ended the program: its number and the program's words.
    case killed(signal: Int32, words: String)
    /// The program was still at work when its time was up, and has been killed.
    case outOfTime(limit: Duration, words: String)
    /// The calling task was cancelled, and the program has been killed.
    case interrupted
    /// This system failed us before the program could start: what it said.
    case system(String)

    /// Whether the same mail may go through at another time.
    ///
    /// After `killed`, `outOfTime` and `interrupted` it is not known whether it went; its `Message-ID` is the same next
    /// time.
    public var isWorthRepeating: Bool {
        switch self {
        case .refused: false
        case .programMissing, .later, .killed, .outOfTime, .interrupted, .system: true
        }
    }
}

extension NoticeError: CustomStringConvertible, CustomDebugStringConvertible {
    /// Safe to show and to log: no address, and none of the program's words, which often name one.
    public var description: String {
        switch self {
        case .programMissing: "expected a mail program, found none that can be started"
        case .later(let exit, _): "expected the mail to be taken, found the mail program failing (exit \(exit))"
        case .refused(let exit, _): "expected the mail to be taken, found it refused (exit \(exit))"
        case .killed(let signal, _): "expected the mail program to end by itself, found it ended by signal \(signal)"
        case .outOfTime(let limit, _): "expected the mail to be taken within \(limit), found the program still at work"
        case .interrupted: "expected the mail to be taken, found the sending interrupted"
        case .system: "expected to start the mail program, found the system unable to"
        }
    }

    /// Everything; the words may name the address.
    public var debugDescription: String {
        switch self {
        case .programMissing(let path): "\(description): \(path)"
        case .later(_, let words), .refused(_, let words), .killed(_, let words), .outOfTime(_, let words):
            words.isEmpty ? description : "\(description): \(words)"
        case .interrupted: description
        case .system(let words): "\(description): \(words)"
        }
    }
}
