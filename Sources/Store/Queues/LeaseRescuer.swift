public import Logging
import Postgres
public import ServiceLifecycle

/// Brings back the items of workers that fell silent, every few seconds, for as long as the server runs.
public struct LeaseRescuer: Service {
    private static let batch = 100

    private let queues: Queues
    private let interval: Duration
    private let logger: Logger

    /// Sweeps at an interval; with the lease's own time it bounds how long a dead worker keeps its items.
    public init(queues: Queues, interval: Duration = .seconds(2), logger: Logger) {
        self.queues = queues
        self.interval = interval
        self.logger = logger
    }

    /// Sweeps until the service is told to stop.
    public func run() async throws {
        let failures = Throttle(interval: .seconds(60))
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    var rescue: Rescue
                    repeat {
                        rescue = try await queues.rescue(limit: Self.batch)
                        if rescue.items > 0 {
                            logger.notice("Took back items of expired leases", metadata: ["items": "\(rescue.items)"])
                        }
                    } while rescue.leases == Self.batch && !Task.isCancelled
                } catch {
                    // The next sweep finds the same leases.
                    if let keptBack = failures.pass() {
                        logger.warning(
                            "Could not look for expired leases",
                            metadata: ["error": "\(error)", "lines.kept-back": "\(keptBack)"]
                        )
                    }
                }
                try? await Task.sleep(for: interval)
            }
        }
    }
}
