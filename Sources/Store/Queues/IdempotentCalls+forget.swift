import Postgres

extension IdempotentCalls {
    /// How long a key keeps its answer, a submission's as well as a department's.
    public static let keeping: Duration = .seconds(7 * 24 * 3600)

    /// Forgets at most so many keys older than `keeping`, the oldest first; gives how many it was.
    public func forgetOld(limit: Int) async throws(StoreError) -> Int {
        try await stored { () throws(PostgresError) in
            try await pools.service.execute(
                """
                WITH old AS MATERIALIZED (
                    -- Several servers sweep at once: each takes what no other has.
                    SELECT jurisdiction, client, key FROM idempotency
                     WHERE jurisdiction = \(jurisdiction.number)
                       AND created_at < statement_timestamp() - \(Self.keeping)
                     ORDER BY created_at
                     LIMIT \(limit)
                       FOR UPDATE SKIP LOCKED
                )
                DELETE FROM idempotency i USING old
                 WHERE (i.jurisdiction, i.client, i.key) = (old.jurisdiction, old.client, old.key)
                """
            )
        }
    }
}
