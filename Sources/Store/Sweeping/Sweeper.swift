public import Logging
import Postgres
public import ServiceLifecycle

/// Forgets what is too old to keep, a bounded number at a time, for as long as the server runs.
///
/// Several servers may sweep the same at once: each statement takes what no other has.
public struct Sweeper: Service {
    /// Forgets at most so many of the oldest and gives how many it was.
    public typealias Sweep = @Sendable (_ limit: Int) async throws(StoreError) -> Int

    private let subject: String
    private let batch: Int
    private let interval: Duration
    private let logger: Logger
    private let sweep: Sweep

    /// Creates a sweeper; nothing is swept before it runs.
    ///
    /// - Parameters:
    ///   - subject: what is forgotten, for the log.
    ///   - batch: how many one statement forgets; where it was as many, the next follows at once.
    ///   - interval: how long it rests between.
    ///   - logger: where it says that it could not.
    ///   - sweep: the statement.
    public init(
        of subject: String,
        batch: Int = 5000,
        interval: Duration = .seconds(600),
        logger: Logger,
        sweep: @escaping Sweep
    ) {
        self.subject = subject
        self.batch = batch
        self.interval = interval
        self.logger = logger
        self.sweep = sweep
    }

    /// Sweeps until the service is told to stop.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await sweepAll()
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// Sweeps until nothing is too old any more; what could not be swept is found again the next time.
    func sweepAll() async {
        do throws(StoreError) {
            while try await sweep(batch) >= batch, !Task.isCancelled {}
        } catch {
            logger.warning("Could not forget what is old", metadata: ["subject": "\(subject)", "error": "\(error)"])
        }
    }
}
