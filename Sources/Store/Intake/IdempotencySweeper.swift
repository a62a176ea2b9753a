public import Logging
public import Postgres
public import ServiceLifecycle

/// Forgets idempotency keys that are older than seven days, a bounded number at a time.
public struct IdempotencySweeper: Service {
    /// How long a key keeps its answer.
    public static let keeping: Duration = .seconds(7 * 24 * 3600)

    private static let batch = 5000

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let interval: Duration
    private let logger: Logger

    /// Sweeps at an interval.
    public init(
        pool: PostgresPool,
        jurisdiction: JurisdictionRow,
        interval: Duration = .seconds(600),
        logger: Logger
    ) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        self.interval = interval
        self.logger = logger
    }

    /// Sweeps until the service is told to stop.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    // A full batch means there is more; an hour's keys never go in one statement.
                    while try await sweep() == Self.batch {}
                } catch {
                    logger.warning("Could not forget old idempotency keys", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// Forgets one batch; gives how many keys it was.
    public func sweep() async throws(StoreError) -> Int {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH old AS MATERIALIZED (
                    -- Several servers sweep at once: each takes what no other has.
                    SELECT jurisdiction, client, key FROM idempotency
                     WHERE jurisdiction = \(jurisdiction.number)
                       AND created_at < statement_timestamp() - \(Self.keeping)
                     ORDER BY created_at
                     LIMIT \(Self.batch)
                       FOR UPDATE SKIP LOCKED
                )
                DELETE FROM idempotency i USING old
                 WHERE (i.jurisdiction, i.client, i.key) = (old.jurisdiction, old.client, old.key)
                """
            )
        }
    }
}
