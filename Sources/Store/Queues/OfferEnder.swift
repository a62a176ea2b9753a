public import Logging
import Postgres
public import ServiceLifecycle

/// Takes items back to their owners whose offers nobody answered in time, for as long as the server runs.
public struct OfferEnder: Service {
    private static let batch = 100

    private let queues: Queues
    private let interval: Duration
    private let logger: Logger

    /// Sweeps at an interval, which is how much longer than its time an offer may stand.
    public init(queues: Queues, interval: Duration = .seconds(1), logger: Logger) {
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
                    var lapse: Lapse
                    repeat {
                        lapse = try await queues.endOffers(limit: Self.batch)
                        if lapse.items > 0 {
                            logger.notice("Took back offers nobody answered", metadata: ["items": "\(lapse.items)"])
                        }
                    } while lapse.deadlines == Self.batch && !Task.isCancelled
                } catch {
                    // The next sweep finds the same offers.
                    if let keptBack = failures.pass() {
                        logger.warning(
                            "Could not look for offers that ran out",
                            metadata: ["error": "\(error)", "lines.kept-back": "\(keptBack)"]
                        )
                    }
                }
                try? await Task.sleep(for: interval)
            }
        }
    }
}
