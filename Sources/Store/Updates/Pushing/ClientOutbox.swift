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
    /// What waits longer is given up.
    public static let longest: Duration = .seconds(7 * 24 * 3600)

    private struct Spot: Sendable {
        let transaction: Int64
        let event: Int64
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let reader: RequestReader
    /// For how long a turn is held.
    private let turnTime: Duration
    /// How long the first failure is waited for; each further one for twice as long, up to an hour.
    private let pause: Duration

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

    /// Gives a turn back where the other system could not be reached or took nothing, in our own words.
    public func fail(_ push: ClientPush, because words: String) async throws(StoreError) {
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                UPDATE client_push
                   SET due_at = statement_timestamp() + \(wait("failures")), taken = NULL,
                       failures = failures + 1, last_failure = \(words)
                 WHERE \(isHeld(push))
                """
            )
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
                    UPDATE client_push SET xid = \(String(end.transaction))::text::xid8, event = \(end.event)
                     WHERE \(isHeld(push))
                    """
                )
                return last != nil
            }
        }
    }

    /// The updates that may be sent now, the first of each request, the oldest first.
    ///
    /// What may not be told any more, or waited too long, is left out for good.
    public func next(for push: ClientPush, limit: Int) async throws(StoreError) -> UpdatePage {
        let events = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT o.event FROM client_outbox o
                 WHERE o.jurisdiction = \(jurisdiction.number) AND o.client = \(push.client)
                   AND o.due_at <= statement_timestamp()
                   AND NOT EXISTS (
                       SELECT FROM client_outbox b
                        WHERE b.jurisdiction = o.jurisdiction AND b.client = o.client AND b.number = o.number
                          AND b.event < o.event
                   )
                 ORDER BY o.event
                 LIMIT \(limit)
                """
            ) { row in try row.decode(Int64.self) }
        }
        let page = try await reader.updates(ofOutbox: events, for: push.client)
        let told = Set(page.entries.map(\.event))
        for event in events where !told.contains(event) { try await forget(event, for: push) }
        return page
    }

    /// An update has arrived; gives whether the turn is still held.
    public func delivered(_ update: UpdatePage.Entry, to push: ClientPush) async throws(StoreError) -> Bool {
        try await forget(update.event, for: push)
        return try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                UPDATE client_push
                   SET due_at = statement_timestamp() + \(turnTime), delivered_at = statement_timestamp(),
                       failures = 0, last_failure = NULL
                 WHERE \(isHeld(push))
                """
            ) == 1
        }
    }

    /// The other system would not have an update: it is sent again later, and with it waits what comes after it of its
    /// request; gives false where it was given up.
    public func refused(_ update: UpdatePage.Entry, by push: ClientPush) async throws(StoreError) -> Bool {
        let isKept = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                UPDATE client_outbox
                   SET attempts = attempts + 1, due_at = statement_timestamp() + \(wait("attempts"))
                 WHERE jurisdiction = \(jurisdiction.number) AND client = \(push.client) AND event = \(update.event)
                   AND created_at > statement_timestamp() - \(Self.longest)
                """
            ) == 1
        }
        if !isKept { try await forget(update.event, for: push) }
        return isKept
    }

    /// An update says nothing to residents, and is not sent.
    public func pass(_ update: UpdatePage.Entry, for push: ClientPush) async throws(StoreError) {
        try await forget(update.event, for: push)
    }

    // MARK: - Parts

    private func forget(_ event: Int64, for push: ClientPush) async throws(StoreError) {
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                DELETE FROM client_outbox
                 WHERE jurisdiction = \(jurisdiction.number) AND client = \(push.client) AND event = \(event)
                """
            )
        }
    }

    private func isHeld(_ push: ClientPush) -> SQL {
        "jurisdiction = \(jurisdiction.number) AND client = \(push.client) AND taken = \(push.turn)"
    }

    /// Twice as long each time, up to an hour, and a little more or less, so that nobody is asked by all at once.
    private func wait(_ column: String) -> SQL {
        """
        least(\(pause) * power(2, least(\(unescaped: column), 20)), interval '1 hour') * (0.9 + random() * 0.2)
        """
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
