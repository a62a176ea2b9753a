public import Logging
import Postgres
public import ServiceLifecycle

/// Looks for what has to be done or forgotten, a bounded number at a time, for as long as the server runs.
///
/// Several servers may sweep the same at once: each statement takes what no other has.
public struct Sweeper: Service {
    /// Deals with at most so many of what waited longest, and gives how many it was.
    public typealias Sweep = @Sendable (_ limit: Int) async throws(StoreError) -> Int

    private let subject: String
    private let batch: Int
    private let interval: Duration
    private let logger: Logger
    private let sweep: Sweep

    /// Creates a sweeper; nothing is swept before it runs.
    ///
    /// - Parameters:
    ///   - subject: what is looked for, for the log.
    ///   - batch: how many one sweep deals with; where it was as many, the next follows at once.
    ///   - interval: how long it rests between.
    ///   - logger: where it says that it could not, at most once a minute.
    ///   - sweep: what is done.
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
        let failures = Throttle(interval: .seconds(60))
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await sweepAll(failures)
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// Sweeps until nothing is left; what could not be dealt with is found again the next time.
    private func sweepAll(_ failures: Throttle) async {
        do throws(StoreError) {
            while try await sweep(batch) >= batch, !Task.isCancelled {}
        } catch {
            guard let keptBack = failures.pass() else { return }
            logger.warning(
                "Could not sweep",
                metadata: ["subject": "\(subject)", "error": "\(error)", "lines.kept-back": "\(keptBack)"]
            )
        }
    }
}
