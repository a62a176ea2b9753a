import Boundaries
public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads the event table for staff's live pages: each event once, as soon as it is committed.
///
/// It does not wait below the oldest transaction that is still running, as `Changes` does: live pages would stand still
/// behind one long import. Instead a reader keeps the snapshot it has seen, and reads what is in the next and not in it.
public struct EventReader: Sendable {
    private struct Found: Sendable {
        let at: Date
        let snapshot: EventSnapshot
        let event: LiveEvent?
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Reads through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// The snapshot of now, and the last events in it, the latest first.
    public func latest(_ limit: Int) async throws(StoreError) -> EventNews {
        let order: SQL = "e.xid DESC, e.event DESC"
        return try await news(rows("true", order: order, limit: limit), order: order, limit)
    }

    /// What is in the database now and was not in a snapshot, up to a limit.
    public func news(since old: EventSnapshot, limit: Int) async throws(StoreError) -> EventNews {
        try await news(new(since: old, "true", limit), order: "e.xid, e.event", limit)
    }

    /// What is in one snapshot and was not in an earlier one, up to a limit; `snapshot` is that of now all the same.
    public func news(
        since old: EventSnapshot,
        until new: EventSnapshot,
        limit: Int
    ) async throws(StoreError) -> EventNews {
        let isOver: SQL = """
            e.xid < \(String(new.ceiling))::text::xid8
                                AND NOT e.xid = ANY (\(new.running.map { String($0) })::text[]::xid8[])
            """
        return try await news(self.new(since: old, isOver, limit), order: "e.xid, e.event", limit)
    }

    /// Rows that began after a snapshot, and rows of what was running in it.
    ///
    /// Two looks, each along the index from where it begins: what is between the oldest that ran and the last that had
    /// begun may be millions of rows behind one long import, and is not looked at.
    private func new(since old: EventSnapshot, _ condition: SQL, _ limit: Int) -> SQL {
        let began: SQL = "e.xid >= \(String(old.ceiling))::text::xid8 AND \(condition)"
        let ran: SQL = "e.xid = ANY (\(old.running.map { String($0) })::text[]::xid8[]) AND \(condition)"
        return """
            (\(rows(began, order: "e.xid, e.event", limit: limit + 1)))
                      UNION ALL
                      (\(rows(ran, order: "e.xid, e.event", limit: limit + 1)))
                       ORDER BY xid, event LIMIT \(limit + 1)
            """
    }

    /// Rows of events.
    ///
    /// That somebody looked at contact details is no news: it is in the history of its request.
    private func rows(_ condition: SQL, order: SQL, limit: Int) -> SQL {
        """
        SELECT e.xid, e.event, e.number, e.item, e.kind, e.at, e.actor, e.department, e.counterpart,
                             CASE WHEN e.kind = 'submitted' THEN '{}' ELSE e.detail::text END AS detail
                        FROM event e
                       WHERE e.jurisdiction = \(jurisdiction.number) AND e.kind <> 'contact_seen' AND \(condition)
                       ORDER BY \(order) LIMIT \(limit)
        """
    }

    /// One statement, so that the snapshot it tells is the one it has read.
    private func news(_ rows: SQL, order: SQL, _ limit: Int) async throws(StoreError) -> EventNews {
        let found: [Found] = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT statement_timestamp() AS moment, pg_current_snapshot()::text AS snapshot,
                       event_horizon()::text::bigint - pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS step,
                       e.event, e.number, e.item, e.kind, e.at, e.actor, e.department, e.counterpart, e.detail,
                       s.service_code, s.is_private, s.latitude, s.longitude, l.legs
                  FROM (SELECT) AS always
                  LEFT JOIN LATERAL (
                      \(rows)
                  ) AS e ON true
                  LEFT JOIN service_request s ON s.jurisdiction = \(jurisdiction.number) AND s.number = e.number
                  LEFT JOIN LATERAL (
                      SELECT array_agg(DISTINCT d.code) FILTER (WHERE d.code IS NOT NULL) AS legs
                        FROM work_item w
                       CROSS JOIN LATERAL (VALUES (w.department), (w.offered_to)) AS d (code)
                       WHERE w.jurisdiction = \(jurisdiction.number) AND w.number = e.number
                  ) AS l ON true
                 ORDER BY \(order)
                """
            ) { row in try self.found(row) }
        }
        let first = try found.first.orMissing("snapshot of now")
        let events = found.compactMap(\.event)
        return EventNews(
            at: first.at,
            snapshot: first.snapshot,
            events: Array(events.prefix(limit)),
            isCut: events.count > limit
        )
    }

    private func found(_ row: borrowing Row) throws -> Found {
        let step = try row.decode("step", as: Int64.self)
        guard let snapshot = EventSnapshot(try row.decode("snapshot", as: String.self), step: step) else {
            throw PostgresError(.decoding, detail: "expected a snapshot, found another text")
        }
        let at = try row.decode("moment", as: Date.self)
        guard let event = try row.decode("event", as: Int64?.self) else {
            return Found(at: at, snapshot: snapshot, event: nil)
        }
        let latitude = try row.decode("latitude", as: Double?.self)
        let longitude = try row.decode("longitude", as: Double?.self)
        let number = try row.decode("number", as: Int64.self)
        return Found(
            at: at,
            snapshot: snapshot,
            event: LiveEvent(
                event: event,
                serviceRequestID: jurisdiction.cipher.id(for: number)?.text ?? "",
                item: try row.decode("item", as: Int64?.self),
                kind: try row.decode("kind", as: String.self),
                at: try row.decode("at", as: Date.self),
                actor: try row.decode("actor", as: String.self),
                department: try row.decode("department", as: String?.self),
                counterpart: try row.decode("counterpart", as: String?.self),
                detailJSON: try row.decode("detail", as: String.self),
                serviceCode: try row.decode("service_code", as: String.self),
                isPrivate: try row.decode("is_private", as: Bool.self),
                coordinate: latitude.flatMap { latitude in
                    longitude.flatMap { try? Coordinate(latitude: latitude, longitude: $0) }
                },
                legs: try row.decode("legs", as: [String]?.self) ?? []
            )
        )
    }
}
