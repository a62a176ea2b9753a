import Logging

extension Logger {
    /// A logger for commands a person waits for: what goes wrong is said by the command itself.
    static func quiet(_ label: String) -> Logger {
        var logger = Logger(label: "dispatch311.\(label)")
        logger.logLevel = .error
        return logger
    }
}
