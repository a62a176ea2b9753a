public import Postgres
public import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Queues {
    /// The item as it stands under lock.
    private struct Pause: Sendable {
        let number: Int64
        let isAccepted: Bool
        let pausedAt: Date?
        let dueAt: Date?
    }

    /// What its date is reckoned from.
    private struct Subject: Sendable {
        let requestedAt: Date
        let serviceCode: String
        let now: Date
    }

    /// Starts the clock of a paused item again: what time was left when it was stopped runs on from now.
    ///
    /// The time is counted by the catalog's calendar as the service's target counts it, by the clock on the wall where
    /// the service is gone. What the resident was promised moves along where this leg is the last.
    public func resume(_ item: Int64, by worker: Worker, catalog: Catalog) async throws(StoreError) -> PauseResult {
        try await inTransaction(as: behalf(worker.department)) { connection throws(PostgresError) in
            try resume(item, by: worker, catalog: catalog, on: connection)
        }
    }

    /// The same within a caller's transaction, or in one of its own where there is none.
    public func resume(
        _ item: Int64,
        by worker: Worker,
        catalog: Catalog,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> PauseResult {
        guard connection.isInTransaction else {
            return try connection.transaction { connection throws(PostgresError) in
                try locked(item, by: worker, catalog: catalog, on: connection)
            }
        }
        return try locked(item, by: worker, catalog: catalog, on: connection)
    }

    private func locked(
        _ item: Int64,
        by worker: Worker,
        catalog: Catalog,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> PauseResult {
        func refused(_ outcome: PauseResult.Outcome) -> PauseResult {
            PauseResult(item: item, outcome: outcome, dueAt: nil)
        }
        guard let pause = try pause(of: item, by: worker, on: connection) else {
            // One that the department may not see is there all the same.
            return refused(try jurisdiction.hasItem(item, on: connection) ? .notAccepted : .unknown)
        }
        guard pause.isAccepted else { return refused(.notAccepted) }
        guard let pausedAt = pause.pausedAt else { return refused(.notPaused) }
        guard let subject = try subject(of: pause.number, on: connection) else { return refused(.unknown) }
        // A date there always is, but for what came in before there were targets.
        let due = pause.dueAt.map { due in
            catalog.jurisdiction.calendar.dueDate(
                due,
                of: subject.requestedAt,
                target: catalog.service(named: subject.serviceCode)?.target,
                pausedAt: pausedAt,
                resumedAt: subject.now
            )
        }
        let moves = (due?.at.timeIntervalSince(pause.dueAt ?? subject.now) ?? 0).rounded()
        let warns = due?.warning.timeIntervalSince(subject.now) ?? 0
        let statement = resumption(of: item, by: worker, moves: .seconds(moves), warns: .seconds(warns))
        let dueAt = try connection.first(statement) { row throws(PostgresError) in try row.decode(Date?.self) }
        return PauseResult(item: item, outcome: .ok, dueAt: dueAt ?? nil)
    }

    /// Locks the accepted row, then the item.
    private func pause(
        of item: Int64,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Pause? {
        try connection.first(
            """
            WITH held AS MATERIALIZED (
                SELECT a.item FROM accepted a
                 WHERE a.jurisdiction = \(jurisdiction.number) AND a.item = \(item)
                   AND a.department = \(worker.department)
                   FOR UPDATE
            )
            SELECT w.number, w.status = 'open' AND EXISTS (SELECT FROM held), w.paused_at, w.due_at
              FROM work_item w
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = \(item)
               FOR NO KEY UPDATE OF w
            """
        ) { row throws(PostgresError) in
            let (number, isAccepted, pausedAt, dueAt) = try row.decode(Int64.self, Bool.self, Date?.self, Date?.self)
            return Pause(number: number, isAccepted: isAccepted, pausedAt: pausedAt, dueAt: dueAt)
        }
    }

    /// Locks the request and reads what it is about.
    ///
    /// In a statement of its own: one that waited for the item would still see the service from before the wait, and the
    /// date would be counted by a target that a correction has replaced.
    private func subject(
        of number: Int64,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Subject? {
        try connection.first(
            """
            SELECT requested_at, service_code, statement_timestamp() FROM service_request
             WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
               FOR NO KEY UPDATE
            """
        ) { row throws(PostgresError) in
            let (requestedAt, serviceCode, now) = try row.decode(Date.self, String.self, Date.self)
            return Subject(requestedAt: requestedAt, serviceCode: serviceCode, now: now)
        }
    }

    private func resumption(of item: Int64, by worker: Worker, moves: Duration, warns: Duration) -> SQL {
        """
        WITH mine AS MATERIALIZED (
            SELECT w.item, w.number, w.department, w.pause_reason, w.paused_at, w.due_at AS was,
                   w.due_at + \(moves) AS due_at,
                   \(SQL.wholeSecond("statement_timestamp() + \(warns)")) AS warning_at
              FROM work_item w
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = \(item)
        ), resumed AS (
            UPDATE work_item w SET paused_at = NULL, pause_reason = NULL, due_at = mine.due_at FROM mine
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = mine.item
        ), moved AS (
            UPDATE accepted a SET due_at = mine.due_at FROM mine
             WHERE a.jurisdiction = \(jurisdiction.number) AND a.item = mine.item
               AND a.due_at IS DISTINCT FROM mine.due_at
        ), watch AS (
            \(Deadlines.rows(of: "mine", in: jurisdiction.number))
        ), parent AS MATERIALIZED (
            -- The promise is the latest date of all legs. Only a later one moves it: what this leg's pause did not cause
            -- is not told as if it had.
            SELECT s.number, s.department, s.expected_at AS was, greatest(s.expected_at, mine.due_at) AS expected_at
              FROM service_request s JOIN mine USING (number)
             WHERE s.jurisdiction = \(jurisdiction.number)
        ), promise AS (
            UPDATE service_request s SET expected_at = parent.expected_at, updated_at = statement_timestamp()
              FROM parent
             WHERE s.jurisdiction = \(jurisdiction.number) AND s.number = parent.number
        ), history AS (
            INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
            SELECT \(jurisdiction.number), number, item, kind, \(worker.actor), department, detail
              FROM (
                  SELECT 1 AS place, number, item, 'resumed' AS kind, department,
                         json_build_object('since', \(SQL.instant("paused_at"))) AS detail
                    FROM mine
                  UNION ALL
                  SELECT 2, number, item, 'due_moved', department, json_build_object(
                             'from', \(SQL.instant("was")), 'to', \(SQL.instant("due_at")),
                             'reason', 'The clock was paused: ' || pause_reason
                         )
                    FROM mine WHERE was <> due_at
                  UNION ALL
                  SELECT 3, parent.number, NULL, 'due_moved', parent.department, json_build_object(
                             'from', \(SQL.instant("parent.was")), 'to', \(SQL.instant("parent.expected_at")),
                             'reason', 'The clock was paused: ' || mine.pause_reason
                         )
                    FROM parent JOIN mine USING (number) WHERE parent.was IS DISTINCT FROM parent.expected_at
              ) AS line
             ORDER BY place
        )
        SELECT due_at FROM mine
        """
    }
}
