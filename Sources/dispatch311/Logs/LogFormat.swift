import ArgumentParser
import Glibc
import Logging

/// How log lines are written.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
    /// For people: swift-log's own lines.
    case text
    /// For programs: one object a line.
    case json

    /// Text for a terminal, JSON for whatever else reads standard error: a journal, a file, a collector.
    static var standard: LogFormat { isatty(STDERR_FILENO) == 1 ? .text : .json }

    /// A logger that writes this way to standard error.
    func logger(_ label: String) -> Logger {
        switch self {
        case .text: Logger(label: label)
        case .json: Logger(label: label) { JSONLogHandler(label: $0) }
        }
    }
}
