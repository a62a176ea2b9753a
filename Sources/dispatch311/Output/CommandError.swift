/// Why a command stopped, in words for the person who called it.
///
/// The one error type of this target: everything from below is turned into it where the command knows what was being
/// done. The message says what was expected, what was found and where; the remedy what to do about it.
struct CommandError: Error, Sendable, Hashable {
    /// The exit code.
    let ending: Ending
    /// What went wrong, without a full stop at its end.
    let message: String
    /// What to do about it, where that is known.
    let remedy: String?

    /// Describes a failure.
    init(_ ending: Ending, _ message: String, remedy: String? = nil) {
        self.ending = ending
        self.message = message
        self.remedy = remedy
    }
}

extension CommandError: CustomStringConvertible {
    /// The message, and the remedy on a line of its own.
    var description: String { message + (remedy.map { "\n  " + $0 } ?? "") }
}
