public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The updates that wait to be sent to clients: gathered from the order of events, each once, and given out request by
/// request in their order.
///
/// Whatever is written here names a client's turn and counts only while that is held, so two servers never send the same
/// client's updates in another order; one that dies in the middle is followed by another that sends its last update again.
public struct ClientOutbox: Sendable {
    /// What the other system has not taken for longer is given up.
    public static let longest: Duration = .seconds(7 * 24 * 3600)

    /// What became of an update that the other system did not take.
    public enum Postponement: Sendable, Hashable {
        /// It waits, and what comes after it of its request.
        case kept
        /// It waited too long and is gone.
        case givenUp
        /// The turn was not held any more; nothing was written.
        case turnLost
    }

    private struct Spot: Sendable {
        let transaction: Int64
        let event: Int64
    }

    let jurisdiction: JurisdictionRow
    /// How long the first failure is waited for; each further one for twice as long, up to an hour.
    let pause: Duration

    private let pool: PostgresPool
    private let reader: RequestReader
    /// For how long a turn is held.
    private let turnTime: Duration

    /// Works through a pool it does not own; `reader` says what may be told.
    public init(
        pool: PostgresPool,
        jurisdiction: JurisdictionRow,
        reader: RequestReader,
        turnTime: Duration = .seconds(60),
        pause: Duration = .seconds(10)
    ) {
        (self.pool, self.jurisdiction, self.reader) = (pool, jurisdiction, reader)
        (self.turnTime, self.pause) = (turnTime, pause)
    }

    // MARK: - Turns

    /// Takes the turns of at most so many clients that nobody looks after, those that wait longest first.
    public func take(_ limit: Int) async throws(StoreError) -> [ClientPush] {
        let turn = Int64.random(in: .min ... .max)
        return try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                WITH due AS MATERIALIZED (
                    SELECT client FROM client_push
                     WHERE jurisdiction = \(jurisdiction.number) AND due_at <= statement_timestamp()
                     ORDER BY due_at
                     LIMIT \(limit)
                       FOR NO KEY UPDATE SKIP LOCKED
                )
                UPDATE client_push p SET due_at = statement_timestamp() + \(turnTime), taken = \(turn)
                  FROM due JOIN client c ON c.jurisdiction = \(jurisdiction.number) AND c.client = due.client
                 WHERE p.jurisdiction = \(jurisdiction.number) AND p.client = due.client
                RETURNING p.client, c.name, p.address, p.said_jurisdiction, p.said_key
                """
            ) { row throws(PostgresError) in
                let (client, name, address, jurisdictionID, key) = try row.decode(
                    Int32.self,
                    String.self,
                    String.self,
                    String?.self,
                    String?.self
                )
                return ClientPush(
                    client: client,
                    name: name,
                    address: address,
                    jurisdictionID: jurisdictionID,
                    key: key,
                    turn: turn
                )
            }
        }
    }

    /// Gives a turn back: the client may be looked after again after a while.
    public func leave(_ push: ClientPush, for time: Duration) async throws(StoreError) {
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                UPDATE client_push SET due_at = statement_timestamp() + \(time), taken = NULL WHERE \(isHeld(push))
                """
            )
        }
    }

    /// Holds a turn from now on as long as a new one; false where it is not held any more.
    public func renew(_ push: ClientPush) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in try renew(push, on: connection) }
        }
    }

    // MARK: - Updates

    /// Puts what happened since the last time to the client's requests into the outbox; gives whether there is more to look
    /// through.
    ///
    /// Only events below the oldest running transaction are read, so none is passed over. What came from the client itself it
    /// knows.
    public func gather(for push: ClientPush, limit: Int) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                guard let start = try spot(of: push, on: connection) else { return false }
                // A statement of its own: what is below it now, the next sees for certain.
                let horizon = try connection.first("SELECT event_horizon()") { row in try row.decode(Int64.self) }
                guard let horizon else { return false }
                let last = try last(after: start, below: horizon, limit: limit, on: connection)
                let end = last ?? Spot(transaction: horizon, event: 0)
                guard (end.transaction, end.event) > (start.transaction, start.event) else { return false }
                try connection.execute(reader.gathering(push.client, window: window(start, end)))
                try connection.execute(
                    """
                    UPDATE client_push
                       SET xid = \(String(end.transaction))::text::xid8, event = \(end.event),
                           due_at = statement_timestamp() + \(turnTime)
                     WHERE \(isHeld(push))
                    """
                )
                return last != nil
            }
        }
    }

    /// The updates that may be sent now, the first of each request, what waits longest first.
    ///
    /// What may not be told any more is left out for good.
    public func next(for push: ClientPush, limit: Int) async throws(StoreError) -> UpdatePage {
        while true {
            let waiting = try await stored { () throws(PostgresError) in
                try await pool.query(due(for: push.client, limit: limit)) { row throws(PostgresError) in
                    let (number, event) = try row.decode(Int64.self, Int64.self)
                    return WaitingUpdate(number: number, event: event)
                }
            }
            let page = try await reader.updates(of: waiting)
            let told = Set(page.entries.map(\.event))
            for update in waiting where !told.contains(update.event) {
                _ = try await stored { () throws(PostgresError) in
                    try await pool.execute(forgetting(update, for: push.client))
                }
            }
            guard page.entries.isEmpty, !waiting.isEmpty, !Task.isCancelled else { return page }
        }
    }

    /// An update has arrived; gives whether the turn is still held, and holds it on.
    public func delivered(_ update: UpdatePage.Entry, to push: ClientPush) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                let more: SQL = ", delivered_at = statement_timestamp(), \(Self.well)"
                let isHeld = try renew(push, with: more, on: connection)
                // It has it, whoever's turn it is.
                try connection.execute(forgetting(update.waiting, for: push.client))
                return isHeld
            }
        }
    }

    /// The other system would not have an update: it is sent again later, and with it waits what comes after it of its
    /// request.
    ///
    /// The turn is held on.
    public func refused(_ update: UpdatePage.Entry, by push: ClientPush) async throws(StoreError) -> Postponement {
        try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                // It answers, and what it says is of this update alone.
                guard try renew(push, with: ", \(Self.well)", on: connection) else { return .turnLost }
                return try postpone(update.waiting, for: push.client, on: connection)
            }
        }
    }

    /// The other system could not be reached or took nothing, in our own words: the turn is given back for a while, and
    /// another request's update is tried first then, for it may be this one that it stumbles over.
    public func failed(
        _ update: UpdatePage.Entry,
        to push: ClientPush,
        because words: String
    ) async throws(StoreError) -> Postponement {
        try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                let rows = try connection.execute(
                    """
                    UPDATE client_push
                       SET due_at = statement_timestamp() + \(wait("failures")), taken = NULL,
                           failures = failures + 1, last_failure = \(words)
                     WHERE \(isHeld(push))
                    """
                )
                guard rows == 1 else { return .turnLost }
                return try postpone(update.waiting, for: push.client, on: connection)
            }
        }
    }

    /// An update says nothing to residents, and is not sent; gives whether the turn is still held, and holds it on.
    public func pass(_ update: UpdatePage.Entry, for push: ClientPush) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                guard try renew(push, on: connection) else { return false }
                try connection.execute(forgetting(update.waiting, for: push.client))
                return true
            }
        }
    }

    // MARK: - Parts

    private static let well: SQL = "failures = 0, last_failure = NULL"

    private func renew(
        _ push: ClientPush,
        with more: SQL = "",
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Bool {
        try connection.execute(
            """
            UPDATE client_push SET due_at = statement_timestamp() + \(turnTime) \(more) WHERE \(isHeld(push))
            """
        ) == 1
    }

    private func postpone(
        _ update: WaitingUpdate,
        for client: Int32,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Postponement {
        guard try connection.execute(postponing(update, for: client)) == 0 else { return .kept }
        try connection.execute(forgetting(update, for: client))
        return .givenUp
    }

    private func isHeld(_ push: ClientPush) -> SQL {
        "jurisdiction = \(jurisdiction.number) AND client = \(push.client) AND taken = \(push.turn)"
    }

    private func spot(
        of push: ClientPush,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Spot? {
        try connection.first(
            "SELECT xid, event FROM client_push WHERE \(isHeld(push)) FOR NO KEY UPDATE"
        ) { row throws(PostgresError) in
            let (transaction, event) = try row.decode(Int64.self, Int64.self)
            return Spot(transaction: transaction, event: event)
        }
    }

    private func last(
        after start: Spot,
        below horizon: Int64,
        limit: Int,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Spot? {
        try connection.first(
            """
            SELECT xid, event FROM event
             WHERE jurisdiction = \(jurisdiction.number)
               AND (xid, event) > (\(String(start.transaction))::text::xid8, \(start.event))
               AND xid < \(String(horizon))::text::xid8
             ORDER BY xid, event
            OFFSET \(max(1, limit) - 1) LIMIT 1
            """
        ) { row throws(PostgresError) in
            let (transaction, event) = try row.decode(Int64.self, Int64.self)
            return Spot(transaction: transaction, event: event)
        }
    }

    private func window(_ start: Spot, _ end: Spot) -> SQL {
        """
        (xid, event) > (\(String(start.transaction))::text::xid8, \(start.event))
        AND (xid, event) <= (\(String(end.transaction))::text::xid8, \(end.event))
        """
    }
}
