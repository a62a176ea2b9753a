import Boundaries
import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ItemRow {
    /// Reads the rows of a few items, `picked` giving the columns item and key, in the order of both.
    static func rows(
        _ picked: SQL,
        viewer: Viewer,
        in jurisdiction: JurisdictionRow,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemRow] {
        let statement: SQL = """
            WITH picked AS MATERIALIZED (
                \(picked)
            ), held AS MATERIALIZED (
                -- Leases are read once for all rows: none has an index over its items.
                SELECT u.item, l.lease, l.holder, l.expires_at FROM lease l CROSS JOIN unnest(l.items) AS u (item)
                 WHERE l.jurisdiction = \(jurisdiction.number) AND l.items && ARRAY(SELECT item FROM picked)
            )
            SELECT w.item, picked.key, w.leg, w.created_at, w.due_at, w.closed_at, w.paused_at, w.pause_reason,
                   w.outcome, w.outcome_detail,
                   w.attempt, w.number, coalesce(w.offered_to, w.department) AS department, q.name AS queue,
                   w.offer_expires_at, CASE WHEN w.offered_to IS NOT NULL THEN w.department END AS offered_by,
                   s.service_code, s.address, s.address_id, s.latitude, s.longitude, a.reference,
                   h.lease, h.holder, h.expires_at,
                   CASE WHEN w.status <> 'open' THEN w.status WHEN a.item IS NOT NULL THEN 'accepted'
                        WHEN h.lease IS NOT NULL THEN 'leased' ELSE 'waiting' END AS place,
                   \(viewer.mayRead(in: jurisdiction.number)) AS is_visible
              FROM picked
              JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = picked.item
              JOIN service_request s ON s.jurisdiction = \(jurisdiction.number) AND s.number = w.number
              JOIN queue q ON q.jurisdiction = \(jurisdiction.number) AND q.queue = w.queue
              LEFT JOIN accepted a ON a.jurisdiction = \(jurisdiction.number) AND a.item = picked.item
              LEFT JOIN held h ON h.item = picked.item AND w.status = 'open'
             ORDER BY picked.key, picked.item
            """
        return try connection.query(statement) { row throws(PostgresError) in
            try ItemRow(row, in: jurisdiction)
        }
    }

    private init(_ row: borrowing Row, in jurisdiction: JurisdictionRow) throws(PostgresError) {
        let number = try row.decode("number", as: Int64.self)
        let word = try row.decode("place", as: String.self)
        guard let place = Place(rawValue: word), let id = jurisdiction.cipher.id(for: number) else {
            throw PostgresError(.decoding, detail: "expected a known number and place, found \(number), \(word)")
        }
        let isVisible = try row.decode("is_visible", as: Bool.self)
        let owner = try row.decode("offered_by", as: String?.self)
        let offerEnd = try row.decode("offer_expires_at", as: Date?.self)
        let pausedAt = try row.decode("paused_at", as: Date?.self)
        let pauseReason = try row.decode("pause_reason", as: String?.self)
        let lease = try row.decode("lease", as: UUID?.self)
        let holder = try row.decode("holder", as: String?.self)
        let expiresAt = try row.decode("expires_at", as: Date?.self)
        self.init(
            item: try row.decode("item", as: Int64.self),
            leg: try row.decode("leg", as: Int.self),
            place: place,
            department: try row.decode("department", as: String.self),
            offer: owner.flatMap { owner in offerEnd.map { Offer(owner: owner, expiresAt: $0) } },
            subject: isVisible
                ? Subject(
                    serviceRequestID: id.text,
                    serviceCode: try row.decode("service_code", as: String.self),
                    queue: try row.decode("queue", as: String.self),
                    address: try row.decode("address", as: String?.self),
                    addressID: try row.decode("address_id", as: String?.self),
                    coordinate: try Self.coordinate(row)
                ) : nil,
            createdAt: try row.decode("created_at", as: Date.self),
            dueAt: try row.decode("due_at", as: Date?.self),
            pause: pausedAt.map { Pause(since: $0, reason: isVisible ? pauseReason : nil) },
            closedAt: try row.decode("closed_at", as: Date?.self),
            outcome: try row.decode("outcome", as: String?.self),
            outcomeDetail: isVisible ? try row.decode("outcome_detail", as: String?.self) : nil,
            attempt: try row.decode("attempt", as: Int.self) + 1,
            holding: lease.flatMap { lease in
                holder.flatMap { holder in
                    expiresAt.map { Holding(lease: lease, holder: holder, expiresAt: $0) }
                }
            },
            reference: isVisible ? try row.decode("reference", as: String?.self) : nil,
            cursor: ItemCursor(
                key: try row.decode("key", as: Date.self),
                item: try row.decode("item", as: Int64.self)
            )
        )
    }

    private static func coordinate(_ row: borrowing Row) throws(PostgresError) -> Coordinate? {
        guard let latitude = try row.decode("latitude", as: Double?.self),
            let longitude = try row.decode("longitude", as: Double?.self)
        else { return nil }
        return try? Coordinate(latitude: latitude, longitude: longitude)
    }
}
