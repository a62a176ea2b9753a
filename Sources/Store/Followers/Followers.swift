public import Postgres
import ServiceRequests

/// Who is told by mail what becomes of requests and what happens in places.
///
/// Nobody is told anything but the one question before the owner of the address has confirmed it.
public struct Followers: Sendable {
    /// How long an order waits to be confirmed.
    public static let patience: Duration = .seconds(7 * 24 * 3600)
    /// How many times a day an address is asked, whatever is ordered for it.
    public static let asksADay = 3

    private static let day: Duration = .seconds(24 * 3600)

    private struct Own: Sendable {
        let secret: [UInt8]
        let address: String?
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Reads and writes through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        (self.pool, self.jurisdiction) = (pool, jurisdiction)
    }

    /// Takes an order and puts the question into the outbox.
    ///
    /// Asked again for the same, it asks again and stays the same follower. Whoever has the request's key and names the
    /// address that was given with the request will be told everything of it, everybody else what everybody may read.
    public func ask(_ order: FollowOrder) async throws(StoreError) -> AskOutcome {
        let number: Int64?
        switch order.subject {
        case .request(let id):
            guard let found = jurisdiction.cipher.number(for: id) else { return .unknown }
            number = found
        case .place: number = nil
        }
        let address = order.email.lowercased()
        return try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                var seesAll = false
                if let number {
                    guard let own = try own(number, on: connection) else { return .unknown }
                    seesAll = order.key?.matches(own.secret) == true && own.address == address
                }
                guard try mayAsk(address, on: connection) else { return .tooOften }
                try put(order, number: number, seesAll: seesAll, on: connection)
                return .asked
            }
        }
    }

    /// The owner of the address says yes; nil where there is no such order, or not any more.
    ///
    /// Said again it stays so.
    public func confirm(_ key: FollowerKey) async throws(StoreError) -> Follower? {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                UPDATE follower f SET confirmed_at = coalesce(confirmed_at, statement_timestamp())
                 WHERE f.jurisdiction = \(jurisdiction.number) AND f.follower = \(key.bytes)
                   AND (f.confirmed_at IS NOT NULL OR f.asked_at > statement_timestamp() - \(Self.patience))
                RETURNING \(Follower.columns)
                """
            ) { row in try Follower(row, in: jurisdiction) }
        }
    }

    /// Whose key it is; nil for nobody's.
    public func follower(_ key: FollowerKey) async throws(StoreError) -> Follower? {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT \(Follower.columns) FROM follower f
                 WHERE f.jurisdiction = \(jurisdiction.number) AND f.follower = \(key.bytes)
                   AND (f.confirmed_at IS NOT NULL OR f.asked_at > statement_timestamp() - \(Self.patience))
                """
            ) { row in try Follower(row, in: jurisdiction) }
        }
    }

    /// Forgets a follower, with all mails that have not left; tells whether there was one.
    public func end(_ key: FollowerKey) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                DELETE FROM follower WHERE jurisdiction = \(jurisdiction.number) AND follower = \(key.bytes)
                """
            )
        } > 0
    }

    /// Whether the address in a request has been asked if it wants mails about it, and has not answered yet.
    public func isAsked(ofRequest id: String) async throws(StoreError) -> Bool {
        guard let number = jurisdiction.cipher.number(for: id) else { return false }
        return try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT EXISTS (
                    SELECT FROM follower f
                      JOIN contact c ON c.jurisdiction = f.jurisdiction AND c.number = f.number
                     WHERE f.jurisdiction = \(jurisdiction.number) AND f.number = \(number)
                       AND lower(f.email) = lower(c.email) AND f.confirmed_at IS NULL
                )
                """
            ) { row throws(PostgresError) in try row.decode(Bool.self) }
        } ?? false
    }

    /// Forgets at most so many orders that nobody confirmed in time, and the questions of the day before; gives how many
    /// orders it was.
    public func forgetUnconfirmed(limit: Int) async throws(StoreError) -> Int {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                DELETE FROM follower_ask
                 WHERE jurisdiction = \(jurisdiction.number) AND at < statement_timestamp() - \(Self.day)
                """
            )
            return try await pool.execute(
                """
                WITH old AS MATERIALIZED (
                    SELECT follower FROM follower
                     WHERE jurisdiction = \(jurisdiction.number) AND confirmed_at IS NULL
                       AND asked_at < statement_timestamp() - \(Self.patience)
                     ORDER BY asked_at
                     LIMIT \(limit)
                       FOR UPDATE SKIP LOCKED
                )
                DELETE FROM follower f USING old
                 WHERE f.jurisdiction = \(jurisdiction.number) AND f.follower = old.follower
                """
            )
        }
    }

    // MARK: - Asking

    private func own(_ number: Int64, on connection: isolated PostgresConnection) throws(PostgresError) -> Own? {
        try connection.first(
            """
            SELECT r.secret, lower(c.email)
              FROM service_request r
              LEFT JOIN contact c ON c.jurisdiction = r.jurisdiction AND c.number = r.number
             WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(number)
            """
        ) { row throws(PostgresError) in
            let (secret, address) = try row.decode([UInt8].self, String?.self)
            return Own(secret: secret, address: address)
        }
    }

    /// Counts the question, where one more may be sent to the address.
    private func mayAsk(_ address: String, on connection: isolated PostgresConnection) throws(PostgresError) -> Bool {
        // One order for an address at a time, so that none passes the count.
        try connection.execute(
            """
            SELECT pg_advisory_xact_lock(hashtextextended(\("follower " + address), \(jurisdiction.number)::bigint))
            """
        )
        let counted = try connection.execute(
            """
            INSERT INTO follower_ask (jurisdiction, address)
            SELECT \(jurisdiction.number), \(address)
             WHERE (
                 SELECT count(*) FROM follower_ask
                  WHERE jurisdiction = \(jurisdiction.number) AND address = \(address)
                    AND at > statement_timestamp() - \(Self.day)
             ) < \(Self.asksADay)
            """
        )
        return counted == 1
    }

    private func put(
        _ order: FollowOrder,
        number: Int64?,
        seesAll: Bool,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        var place: PlaceName?
        var service: String?
        if case .place(let named, let code) = order.subject { (place, service) = (named, code) }
        try connection.execute(
            """
            WITH asked AS (
                INSERT INTO follower AS f (
                    jurisdiction, follower, email, language, number, layer, boundary, service_code, sees_all
                )
                VALUES (
                    \(jurisdiction.number), \(FollowerKey().bytes), \(order.email), \(order.language),
                    \(number)::bigint, \(place?.layer)::text, \(place?.boundary)::text, \(service)::text, \(seesAll)
                )
                ON CONFLICT ON CONSTRAINT follower_once DO UPDATE
                   SET asked_at = statement_timestamp(), asks = f.asks + 1, sees_all = f.sees_all OR excluded.sees_all,
                       -- Who has confirmed is no stranger's to change.
                       language = CASE WHEN f.confirmed_at IS NULL THEN excluded.language ELSE f.language END
                RETURNING f.follower, f.asks
            )
            INSERT INTO outbox (jurisdiction, follower, seq)
            SELECT \(jurisdiction.number), follower, -asks FROM asked
            """
        )
    }
}
