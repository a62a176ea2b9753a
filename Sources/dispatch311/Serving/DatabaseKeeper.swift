import Logging
import Postgres
import ServiceLifecycle

/// Starts the program's own database again when it dies while the server runs.
struct DatabaseKeeper: Service {
    /// The database.
    let database: EmbeddedPostgres
    /// Where it says that it did.
    let logger: Logger

    /// Looks every second until the server stops.
    func run() async throws {
        let failures = Throttle(interval: .seconds(30))
        try await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                do {
                    if try await database.restartIfDead() {
                        logger.warning("The database had died and was started again")
                        failures.reset()
                    }
                } catch let error as PostgresError {
                    guard let keptBack = failures.pass() else { continue }
                    logger.error(
                        "The database is dead and cannot be started",
                        metadata: ["detail": "\(error.detail)", "lines.kept-back": "\(keptBack)"]
                    )
                }
            }
        }
    }
}
