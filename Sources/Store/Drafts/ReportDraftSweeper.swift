public import Logging
public import ServiceLifecycle

/// Forgets drafts that were never sent and marks of sent ones, a day after they were first saved.
public struct ReportDraftSweeper: Service {
    private static let batch = 5000

    private let drafts: ReportDrafts
    private let interval: Duration
    private let logger: Logger

    /// Sweeps at an interval.
    public init(drafts: ReportDrafts, interval: Duration = .seconds(600), logger: Logger) {
        self.drafts = drafts
        self.interval = interval
        self.logger = logger
    }

    /// Sweeps until the service is told to stop.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    // A full batch means there is more.
                    while try await sweep() == Self.batch {}
                } catch {
                    logger.warning("Could not forget old drafts", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// Forgets one batch; gives how many drafts it was.
    public func sweep() async throws(StoreError) -> Int {
        try await drafts.sweep(limit: Self.batch)
    }
}
