public import Postgres

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Queues {
    /// The department owns these items now: they leave the lease and are its open work until completed.
    ///
    /// One result an item, in the order of item numbers; of an item named twice the first word counts.
    public func accept(
        _ acceptances: [Acceptance],
        under lease: UUID,
        by worker: Worker
    ) async throws(StoreError) -> [ItemResult] {
        try await onConnection { connection throws(PostgresError) in
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
            \(fence(lease, by: worker, asked: asked, strength: "SHARE")), taken AS (
                INSERT INTO accepted (jurisdiction, item, due_at, department, reference)
                SELECT \(jurisdiction.number), item, due_at, department, reference FROM mine
            ), history AS (
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
                SELECT \(jurisdiction.number), number, item, 'accepted', \(worker.actor), department,
                       json_strip_nulls(json_build_object('reference', reference))
                  FROM mine ORDER BY item
            )
            \(verdict)
            """
        return try connection.query(statement, Self.result)
    }
}
