public import Logging
public import Postgres
public import ServiceLifecycle

/// Tells other processes of work that began to wait here, on a connection of its own and never more often than it may.
///
/// A commit that notifies holds a lock of the whole server until it is through. So nothing is said in the statements
/// that store work, but afterwards, all at once, in a commit that waits for no disk.
public struct WorkBellRelay: Service {
    private let bell: WorkBell
    private let pool: PostgresPool
    private let interval: Duration
    private let logger: Logger

    /// Prepares to tell what a bell rings for; a bell has one relay.
    public init(
        of bell: WorkBell,
        database: PostgresConfiguration,
        interval: Duration = .milliseconds(50),
        logger: Logger
    ) {
        var database = database
        database.settings["synchronous_commit"] = "off"
        pool = PostgresPool(configuration: database, size: 1, logger: logger)
        self.bell = bell
        self.interval = interval
        self.logger = logger
    }

    /// Tells until the service is told to stop.
    public func run() async throws {
        let failures = Throttle(interval: .seconds(60))
        await cancelWhenGracefulShutdown {
            for await _ in bell.posted {
                guard let payload = bell.takeNews() else { continue }
                do throws(PostgresError) {
                    try await pool.execute("SELECT pg_notify(\(WorkBell.channel), \(payload))")
                    failures.reset()
                    try? await Task.sleep(for: interval)
                } catch {
                    if let keptBack = failures.pass() {
                        logger.warning(
                            "Other servers are not told of work; they look for it every second or two",
                            metadata: [
                                "error": "\(String(reflecting: error))", "lines.kept-back": "\(keptBack)",
                            ]
                        )
                    }
                    try? await Task.sleep(for: .seconds(1))
                    bell.sendEverything()
                }
            }
        }
        await pool.close()
    }
}
