public import Logging
public import Postgres
public import ServiceLifecycle

/// Forgets staff sessions that are over, a bounded number at a time.
public struct StaffSessionSweeper: Service {
    private static let batch = 1000

    private let sessions: StaffSessions
    private let interval: Duration
    private let logger: Logger

    /// Sweeps at an interval; a session that is over opens nothing, swept or not.
    public init(
        pool: PostgresPool,
        jurisdiction: JurisdictionRow,
        interval: Duration = .seconds(600),
        logger: Logger
    ) {
        sessions = StaffSessions(pool: pool, jurisdiction: jurisdiction)
        self.interval = interval
        self.logger = logger
    }

    /// Sweeps until the service is told to stop.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    while try await sessions.sweep(limit: Self.batch) == Self.batch {}
                } catch {
                    logger.warning("Could not forget old staff sessions", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: interval)
            }
        }
    }
}
