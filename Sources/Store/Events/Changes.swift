public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The events a department is concerned with, in one order for all departments, none of them ever skipped.
///
/// A department is concerned with an event that names it, as its department or as its counterpart: the row alone says so,
/// so the set does not depend on when it is read. Transactions commit in another order than they begin. So events are
/// read in the order of their transactions, and only below the oldest one that is still running: whatever commits later
/// stands behind.
public struct Changes: Sendable {
    /// The most changes of a page.
    public static let maximumLimit = 1000

    /// The most events looked at for a page; others' events count, so a small department's page costs no more.
    static let maximumRead = 10_000

    private struct Horizon: Sendable {
        let cursor: ChangeCursor
        let lag: Duration
    }

    private struct Found: Sendable {
        let change: Change?
        let cursor: ChangeCursor
        let isLastRead: Bool
    }

    private let pools: DatabasePools
    private let jurisdiction: JurisdictionRow
    private let maximumRead: Int
    /// As whom everything is read, whatever department is named; nil where that follows from the department.
    private var acting: ActingRole?

    /// Reads through pools it does not own.
    public init(pools: DatabasePools, jurisdiction: JurisdictionRow) {
        self.init(pools: pools, jurisdiction: jurisdiction, maximumRead: Self.maximumRead)
    }

    /// Reads through one pool whose user may do everything.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.init(pools: DatabasePools(all: pool), jurisdiction: jurisdiction)
    }

    init(pools: DatabasePools, jurisdiction: JurisdictionRow, maximumRead: Int) {
        self.pools = pools
        self.jurisdiction = jurisdiction
        self.maximumRead = maximumRead
    }

    /// The same changes for somebody who is one thing to the database whatever department is named: a key's holder.
    public func acting(as role: ActingRole) -> Changes {
        var changes = self
        changes.acting = role
        return changes
    }

    /// What comes after a cursor, up to `limit` changes; nil for the cursor of another database, or of a later state of
    /// this one than a backup brought back.
    public func page(
        for department: String,
        after cursor: ChangeCursor,
        limit: Int
    ) async throws(StoreError) -> ChangePage? {
        let role = acting ?? .department(department, jurisdiction: jurisdiction.number)
        return try await stored { () throws(PostgresError) in
            try await pools.withConnection(as: role) { connection throws(PostgresError) in
                // A statement of its own: what was below the horizon then, the next statement sees for certain.
                let horizon = try horizon(on: connection)
                guard cursor <= horizon.cursor else { return nil }
                let found = try events(for: department, after: cursor, below: horizon, limit: limit, on: connection)
                return page(found, limit: limit, horizon: horizon)
            }
        }
    }

    /// An empty page whose cursor is now: what is still being written comes after it.
    public func now() async throws(StoreError) -> ChangePage {
        let role = acting ?? .within(jurisdiction: jurisdiction.number)
        return try await stored { () throws(PostgresError) in
            try await pools.withConnection(as: role) { connection throws(PostgresError) in
                let horizon = try horizon(on: connection)
                return ChangePage(changes: [], cursor: horizon.cursor, isMore: false, lag: horizon.lag)
            }
        }
    }

    /// Below what everything has been written, and how long the oldest transaction has held it there.
    ///
    /// The age of the oldest event that waits counts too: where the database hides others' sessions, only that is seen.
    private func horizon(on connection: isolated PostgresConnection) throws(PostgresError) -> Horizon {
        let horizon: Horizon? = try connection.first(
            """
            SELECT event_horizon(), statement_timestamp() - least(
                       statement_timestamp(),
                       (SELECT xact_start FROM pg_stat_activity WHERE backend_xid IS NOT NULL
                         ORDER BY age(backend_xid) DESC LIMIT 1),
                       (SELECT min(prepared) FROM pg_prepared_xacts),
                       (SELECT at FROM change WHERE jurisdiction = \(jurisdiction.number) AND xid >= event_horizon()
                         ORDER BY xid, event LIMIT 1)
                   )
            """
        ) { row in
            let (transaction, lag) = try row.decode(Int64.self, Duration.self)
            return Horizon(cursor: ChangeCursor(transaction: transaction, event: 0), lag: lag)
        }
        guard let horizon else { throw PostgresError(.decoding, detail: "expected a horizon, found no row") }
        return horizon
    }

    /// The events that concern the department, and the last one read where that many were looked at.
    ///
    /// The innermost step walks the index and stops with whoever stops first: it, or the limit of the whole.
    private func events(
        for department: String,
        after cursor: ChangeCursor,
        below horizon: Horizon,
        limit: Int,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [Found] {
        let cipher = jurisdiction.cipher
        return try connection.query(
            """
            SELECT xid, event, number, item, kind, at, department, counterpart, actor, detail::text AS detail,
                   place = \(maximumRead) AS is_last_read
              FROM (
                  SELECT walked.*, row_number() OVER (ORDER BY xid, event) AS place,
                         (department = \(department) OR counterpart = \(department)) IS TRUE AS is_concerned
                    FROM (
                        -- Of events that do not concern the department on the connection only their places are here.
                        SELECT xid, event, number, item, kind, at, department, counterpart, actor, detail
                          FROM change
                         WHERE jurisdiction = \(jurisdiction.number)
                           AND (xid, event) > (\(String(cursor.transaction))::text::xid8, \(cursor.event))
                           AND xid < \(String(horizon.cursor.transaction))::text::xid8
                         ORDER BY xid, event
                         LIMIT \(maximumRead)
                    ) AS walked
              ) AS looked_at
             WHERE is_concerned OR place = \(maximumRead)
             ORDER BY xid, event
             LIMIT \(limit + 1)
            """
        ) { row in
            let cursor = ChangeCursor(
                transaction: try row.decode("xid", as: Int64.self),
                event: try row.decode("event", as: Int64.self)
            )
            let isLastRead = try row.decode("is_last_read", as: Bool.self)
            // Without them it is another's, and here only for its place.
            guard let number = try row.decode("number", as: Int64?.self),
                let detail = try row.decode("detail", as: String?.self)
            else { return Found(change: nil, cursor: cursor, isLastRead: isLastRead) }
            let item = try row.decode("item", as: Int64?.self)
            let kind = try row.decode("kind", as: String.self)
            let at = try row.decode("at", as: Date.self)
            let department = try row.decode("department", as: String?.self)
            let counterpart = try row.decode("counterpart", as: String?.self)
            let actor = try row.decode("actor", as: String.self)
            let change = Change(
                cursor: cursor,
                event: cursor.event,
                serviceRequestID: cipher.id(for: number)?.text ?? "",
                item: item,
                kind: kind,
                at: at,
                department: department,
                counterpart: counterpart,
                actor: actor,
                detailJSON: detail
            )
            return Found(change: change, cursor: cursor, isLastRead: isLastRead)
        }
    }

    private func page(_ found: [Found], limit: Int, horizon: Horizon) -> ChangePage {
        let told = found.prefix(limit)
        let isCut = found.count > limit
        let isMore = isCut || told.last?.isLastRead == true
        return ChangePage(
            changes: told.compactMap(\.change),
            // Where nothing is left below the horizon, the next page need not look there again.
            cursor: isMore ? told.last?.cursor ?? horizon.cursor : horizon.cursor,
            isMore: isMore,
            lag: horizon.lag
        )
    }
}
