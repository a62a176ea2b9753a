public import Logging
import Postgres
public import ServiceLifecycle

/// Sweeps over deadlines every few seconds, for as long as the server runs.
public struct DeadlineWatch: Service {
    private static let batch = 500

    private let deadlines: Deadlines
    private let interval: Duration
    private let logger: Logger

    /// Sweeps at an interval, which bounds how late a warning is.
    public init(deadlines: Deadlines, interval: Duration = .seconds(5), logger: Logger) {
        self.deadlines = deadlines
        self.interval = interval
        self.logger = logger
    }

    /// Sweeps until the service is told to stop.
    public func run() async throws {
        let failures = Throttle(interval: .seconds(60))
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    var sweep: DeadlineSweep
                    repeat {
                        sweep = try await deadlines.sweep(limit: Self.batch)
                        if sweep.overdue > 0 {
                            logger.info("Work became overdue", metadata: ["items": "\(sweep.overdue)"])
                        }
                    } while sweep.rows == Self.batch && !Task.isCancelled
                } catch {
                    // The next sweep finds the same rows.
                    if let keptBack = failures.pass() {
                        logger.warning(
                            "Could not look for work that is due",
                            metadata: ["error": "\(error)", "lines.kept-back": "\(keptBack)"]
                        )
                    }
                }
                try? await Task.sleep(for: interval)
            }
        }
    }
}
