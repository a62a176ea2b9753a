public import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Queues {
    /// The department owns these items now, those too that were offered to it: they leave the lease and are its open
    /// work until completed.
    ///
    /// One result an item, in the order of item numbers; of an item named twice the first word counts.
    public func accept(
        _ acceptances: [Acceptance],
        under lease: UUID,
        by worker: Worker
    ) async throws(StoreError) -> [ItemResult] {
        try await onConnection(as: own(worker.department)) { connection throws(PostgresError) in
            try accept(acceptances, under: lease, by: worker, on: connection)
        }
    }

    /// The same within a caller's transaction.
    public func accept(
        _ acceptances: [Acceptance],
        under lease: UUID,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        let asked: SQL = """
            SELECT DISTINCT ON (item) item, reference
              FROM unnest(
                  \(acceptances.map(\.item))::bigint[], \(acceptances.map(\.reference))::text[]
              ) WITH ORDINALITY AS a (item, reference, place)
             ORDER BY item, place
            """
        let statement: SQL = """
            \(fence(lease, by: worker, asked: asked)), taken AS (
                INSERT INTO accepted (jurisdiction, item, due_at, department, reference)
                SELECT \(jurisdiction.number), item, due_at, \(worker.department), reference FROM mine
            ), gained AS MATERIALIZED (
                SELECT item, number, leg FROM mine WHERE offered_to IS NOT NULL
            ), adopted AS (
                UPDATE work_item w
                   SET department = \(worker.department), offered_to = NULL, offer_expires_at = NULL, return_queue = NULL
                  FROM gained
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = gained.item
            ), parent AS MATERIALIZED (
                SELECT s.number FROM service_request s
                 WHERE s.jurisdiction = \(jurisdiction.number)
                   AND s.number IN (SELECT number FROM gained WHERE leg = 1)
                 ORDER BY s.number
                   FOR NO KEY UPDATE OF s
            ), request AS (
                UPDATE service_request s
                   SET department = \(worker.department), updated_at = statement_timestamp(),
                       service_notice = coalesce(\(notices[worker.department])::text, s.service_notice)
                  FROM parent
                 WHERE s.jurisdiction = \(jurisdiction.number) AND s.number = parent.number
            ), history AS (
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, detail)
                SELECT \(jurisdiction.number), number, item, 'accepted', \(worker.actor), \(worker.department),
                       CASE WHEN offered_to IS NOT NULL THEN department END,
                       CASE WHEN reference IS NULL THEN '{}'
                            ELSE json_strip_nulls(json_build_object('reference', reference)) END
                  FROM mine ORDER BY item
            )
            \(verdict())
            """
        return meter.said(.accept, by: worker, try connection.query(statement, Self.result))
    }
}
