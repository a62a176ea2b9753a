import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the place that messages go to can show.
struct Terminal: Sendable, Hashable {
    /// Whether standard error is a terminal, so that a line may be drawn again in place.
    var isInteractive: Bool
    /// Whether colours may be used: a terminal, and no `NO_COLOR` (https://no-color.org).
    var hasColors: Bool
    /// Whether only ASCII is used: asked for, or the locale has nothing else.
    var isPlain: Bool
    /// Columns of a line.
    var width: Int

    /// Looks at standard error and the environment; `plain` is the command's option.
    static func current(plain: Bool) -> Terminal {
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
        let noColor = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return Terminal(
            isInteractive: isTerminal,
            hasColors: isTerminal && !noColor && !plain,
            isPlain: plain || noColor,
            width: columns(environment["COLUMNS"])
        )
    }

    /// The sign of something that is as it should be.
    var good: String { isPlain ? "ok" : "✓" }
    /// The sign of something that is not.
    var bad: String { isPlain ? "FAIL" : "✗" }

    /// A text set off from the rest, where the terminal can.
    func strong(_ text: String) -> String { hasColors ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    /// A text in green, where the terminal can.
    func green(_ text: String) -> String { hasColors ? "\u{1B}[32m\(text)\u{1B}[0m" : text }
    /// A text in red, where the terminal can.
    func red(_ text: String) -> String { hasColors ? "\u{1B}[31m\(text)\u{1B}[0m" : text }

    private static func columns(_ text: String?) -> Int {
        var size = winsize()
        if ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return text.flatMap { Int($0) }.flatMap { $0 > 20 ? $0 : nil } ?? 80
    }
}
