public import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Queues {
    /// Stops the clock of an item the department has accepted; `reason` is read by the resident too.
    public func pause(_ item: Int64, by worker: Worker, reason: String) async throws(StoreError) -> PauseResult {
        try await onConnection(as: own(worker.department)) { connection throws(PostgresError) in
            try pause(item, by: worker, reason: reason, on: connection)
        }
    }

    /// The same within a caller's transaction.
    public func pause(
        _ item: Int64,
        by worker: Worker,
        reason: String,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> PauseResult {
        let statement: SQL = """
            WITH held AS MATERIALIZED (
                SELECT a.item FROM accepted a
                 WHERE a.jurisdiction = \(jurisdiction.number) AND a.item = \(item)
                   AND a.department = \(worker.department)
                   FOR UPDATE
            ), standing AS MATERIALIZED (
                SELECT w.item, w.number, w.department, w.paused_at, w.due_at,
                       w.status = 'open' AND EXISTS (SELECT FROM held) AS is_accepted
                  FROM work_item w
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = \(item)
                   FOR NO KEY UPDATE OF w
            ), mine AS (
                SELECT * FROM standing WHERE is_accepted AND paused_at IS NULL
            ), stopped AS (
                UPDATE work_item w SET paused_at = statement_timestamp(), pause_reason = \(reason)
                  FROM mine
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = mine.item
            ), told AS (
                UPDATE service_request s SET updated_at = statement_timestamp() FROM mine
                 WHERE s.jurisdiction = \(jurisdiction.number) AND s.number = mine.number
            ), history AS (
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
                SELECT \(jurisdiction.number), number, item, 'paused', \(worker.actor), department,
                       json_build_object('reason', \(reason)::text)
                  FROM mine
            )
            SELECT CASE WHEN NOT is_accepted THEN 'not_accepted'
                        WHEN paused_at IS NOT NULL THEN 'already_paused'
                        ELSE 'ok' END,
                   due_at
              FROM standing
            UNION ALL
            -- One that the department may not see.
            SELECT 'not_accepted', NULL
             WHERE NOT EXISTS (SELECT FROM standing)
               AND work_item_status(\(jurisdiction.number), \(item)) IS NOT NULL
            """
        let result = try connection.first(statement) { row throws(PostgresError) in
            let (word, dueAt) = try row.decode(String.self, Date?.self)
            let outcome = try Self.pauseOutcome(word)
            return PauseResult(item: item, outcome: outcome, dueAt: outcome == .ok ? dueAt : nil)
        }
        return result ?? PauseResult(item: item, outcome: .unknown, dueAt: nil)
    }

    private static func pauseOutcome(_ word: String) throws(PostgresError) -> PauseResult.Outcome {
        guard let outcome = PauseResult.Outcome(rawValue: word) else {
            throw PostgresError(
                .decoding,
                detail: "expected ok, not_accepted or already_paused, found \(word)"
            )
        }
        return outcome
    }
}
