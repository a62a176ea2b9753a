public import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Queues {
    /// These items of a lease are done: they close with their outcomes, and with its last leg a request closes.
    ///
    /// An item that was offered to the worker's department is the department's from then on.
    ///
    /// One result an item, in the order of item numbers; of an item named twice the first word counts.
    public func complete(
        _ completions: [Completion],
        under lease: UUID,
        by worker: Worker
    ) async throws(StoreError) -> [ItemResult] {
        try await onConnection(as: role(for: completions, of: worker)) { connection throws(PostgresError) in
            try complete(completions, under: lease, by: worker, on: connection)
        }
    }

    /// The same within a caller's transaction.
    public func complete(
        _ completions: [Completion],
        under lease: UUID,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        let statement: SQL = """
            \(fence(lease, by: worker, asked: Self.asked(completions))), \(closing(by: worker))
            \(verdict())
            """
        return try linking(completions, by: worker, on: connection) { connection throws(PostgresError) in
            meter.said(.complete, by: worker, try connection.query(statement, Self.result))
        }
    }

    /// These accepted items are done.
    ///
    /// The fence is the owner: an item of another department, or one that is not accepted, answers `stale`.
    public func completeAccepted(
        _ completions: [Completion],
        by worker: Worker
    ) async throws(StoreError) -> [ItemResult] {
        try await onConnection(as: role(for: completions, of: worker)) { connection throws(PostgresError) in
            try completeAccepted(completions, by: worker, on: connection)
        }
    }

    /// The same within a caller's transaction.
    public func completeAccepted(
        _ completions: [Completion],
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        let statement: SQL = """
            \(acceptedFence(by: worker, asked: Self.asked(completions))), \(closing(by: worker))
            \(verdict())
            """
        return try linking(completions, by: worker, on: connection) { connection throws(PostgresError) in
            meter.said(.complete, by: worker, try connection.query(statement, Self.result))
        }
    }

    private func role(for completions: [Completion], of worker: Worker) -> ActingRole {
        completions.contains(where: \.isOfDuplicate) ? behalf(worker.department) : own(worker.department)
    }

    private static func asked(_ completions: [Completion]) -> SQL {
        """
        SELECT DISTINCT ON (item) item, outcome, outcome_detail, note
          FROM unnest(
              \(completions.map(\.item))::bigint[], \(completions.map(\.outcome.code))::text[],
              \(completions.map(\.outcome.detail))::text[],
              \(completions.map { $0.note ?? $0.outcome.sentence })::text[]
          ) WITH ORDINALITY AS a (item, outcome, outcome_detail, note, place)
         ORDER BY item, place
        """
    }

    /// Closes what stands in `mine`: the items, the requests whose last leg this was, and both in the history.
    private func closing(by worker: Worker) -> SQL {
        """
        closed AS (
            UPDATE work_item w
               SET status = 'closed', outcome = mine.outcome, outcome_detail = mine.outcome_detail,
                   closed_at = statement_timestamp(), department = \(worker.department),
                   offered_to = NULL, offer_expires_at = NULL, return_queue = NULL,
                   paused_at = NULL, pause_reason = NULL
              FROM mine
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = mine.item
            RETURNING w.item, w.number
        ), ended AS (
            -- Two legs of one request may be in one batch: count them, a row is updated only once in a statement.
            SELECT mine.number, count(*)::smallint AS legs, max(mine.note) AS note,
                   bool_or(mine.leg = 1 AND mine.offered_to IS NOT NULL) AS is_gained
              FROM mine GROUP BY mine.number
        ), parent AS MATERIALIZED (
            SELECT s.number FROM service_request s
             WHERE s.jurisdiction = \(jurisdiction.number) AND s.number IN (SELECT number FROM ended)
             ORDER BY s.number
               FOR NO KEY UPDATE OF s
        ), request AS (
            UPDATE service_request s
               SET open_legs = s.open_legs - ended.legs,
                   status = CASE WHEN s.open_legs = ended.legs THEN 'closed' ELSE s.status END,
                   closed_at = CASE WHEN s.open_legs = ended.legs THEN statement_timestamp() END,
                   status_notes = coalesce(ended.note, s.status_notes),
                   department = CASE WHEN ended.is_gained THEN \(worker.department) ELSE s.department END,
                   service_notice = CASE WHEN ended.is_gained
                       THEN coalesce(\(notices[worker.department])::text, s.service_notice)
                       ELSE s.service_notice END,
                   updated_at = statement_timestamp()
              FROM ended JOIN parent USING (number)
             WHERE s.jurisdiction = \(jurisdiction.number) AND s.number = ended.number
            RETURNING s.number, s.status, s.department
        ), history AS (
            INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, detail)
            SELECT \(jurisdiction.number), number, item, kind, \(worker.actor), department, counterpart, detail
              FROM (
                  SELECT number, item, 'completed' AS kind, \(worker.department)::text AS department,
                         CASE WHEN offered_to IS NOT NULL THEN department END AS counterpart, json_strip_nulls(
                             json_build_object('outcome', outcome, 'detail', outcome_detail, 'note', note)
                         ) AS detail
                    FROM mine
                  UNION ALL
                  SELECT number, NULL, 'closed', department, NULL, '{}' FROM request WHERE status = 'closed'
              ) AS line
             -- A request closes after its last leg; nulls come last.
             ORDER BY number, item
        )
        """
    }
}
