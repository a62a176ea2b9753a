import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RequestMoves {
    /// Makes the promise of a request the latest date of its legs, and tells its history where that moves it.
    ///
    /// Legs that are done count, those that nobody has to do do not; so it goes only forward, unless the request is
    /// `anew` another: then only what is still to be done counts. Gives the promise.
    func promise(
        _ number: Int64,
        because reason: String,
        by author: Author,
        anew: Bool = false,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Date? {
        try connection.first(
            """
            WITH latest AS MATERIALIZED (
                SELECT max(w.due_at) AS due_at FROM work_item w
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.number = \(number)
                   AND (w.status = 'open' OR w.status = 'closed' AND NOT \(anew))
            ), promise AS MATERIALIZED (
                SELECT r.number, r.department, r.expected_at AS was,
                       CASE WHEN \(anew) THEN coalesce(latest.due_at, r.expected_at)
                            ELSE greatest(r.expected_at, latest.due_at) END AS expected_at
                  FROM service_request r CROSS JOIN latest
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(number)
            ), request AS (
                UPDATE service_request r SET expected_at = promise.expected_at FROM promise
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = promise.number
                   AND r.expected_at IS DISTINCT FROM promise.expected_at
            ), history AS (
                INSERT INTO event (jurisdiction, number, kind, actor, department, detail)
                SELECT \(jurisdiction.number), number, 'due_moved', \(author.actor), department,
                       json_build_object(
                           'from', \(SQL.instant("was")), 'to', \(SQL.instant("expected_at")),
                           'reason', \(reason)::text
                       )
                  FROM promise WHERE was <> expected_at
            )
            SELECT expected_at FROM promise
            """
        ) { row throws(PostgresError) in try row.decode(Date?.self) } ?? nil
    }
}
