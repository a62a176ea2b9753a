import Logging
import Postgres
import ServiceLifecycle
import Store

/// Measures the offset to the database's clock at the start and every few minutes.
struct ClockKeeper: Service {
    let clock: DatabaseClock
    private let interval: Duration
    private let logger: Logger

    init(pool: PostgresPool, interval: Duration, logger: Logger) {
        clock = DatabaseClock(pool: pool)
        self.interval = interval
        self.logger = logger
    }

    /// The first measurement, which the server does not start without.
    func start() async throws(WebError) {
        do throws(StoreError) {
            try await clock.measure()
        } catch {
            throw .database(error)
        }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while true {
                do {
                    try await Task.sleep(for: interval)
                } catch {
                    return
                }
                do {
                    try await clock.measure()
                } catch {
                    // The last offset stays good enough: clocks drift by milliseconds a minute.
                    logger.warning("Could not measure the database's clock", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
