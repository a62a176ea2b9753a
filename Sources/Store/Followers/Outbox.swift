public import Postgres
import ServiceRequests

/// The mails that have not left yet.
///
/// Any number of servers take from it. A mail is taken for a while, not for good: who takes it and dies leaves it to be
/// taken again, so after a death between the mailer's yes and ours it is sent twice, under the same name. It is followers
/// that are taken, each with the first of its mails, so those of one arrive in the order of the events.
public struct Outbox: Sendable {
    /// How often a mail is tried; with the pauses between it is most of a day.
    public static let maximumAttempts = 12
    /// After how many mails in a row that are refused for an address nothing is sent to it any more.
    public static let maximumRefusals = 5

    /// How long a mail is taken for; longer than sending one may take.
    private static let lease: Duration = .seconds(180)

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow
    let lease: Duration
    private let placePause: Duration

    /// Works through a pool it does not own; who follows a place is told at most once in `placePause`.
    public init(
        pool: PostgresPool,
        jurisdiction: JurisdictionRow,
        placePause: Duration = .seconds(3600)
    ) {
        self.init(pool: pool, jurisdiction: jurisdiction, placePause: placePause, lease: Self.lease)
    }

    init(pool: PostgresPool, jurisdiction: JurisdictionRow, placePause: Duration, lease: Duration) {
        (self.pool, self.jurisdiction) = (pool, jurisdiction)
        (self.placePause, self.lease) = (placePause, lease)
    }

    /// The mailer has taken it.
    public func sent(_ mail: OutboxMail) async throws(StoreError) {
        try await finish(mail) { connection throws(PostgresError) in
            // A question is no news: what waits behind it may go at once.
            try connection.execute(
                """
                UPDATE follower
                   SET refusals = 0,
                       quiet_until = CASE
                           WHEN \(mail.seq) > 0 AND boundary IS NOT NULL THEN statement_timestamp() + \(placePause)
                           ELSE quiet_until
                       END
                 WHERE \(isFollower(mail.follower.key.bytes))
                """
            )
        }
    }

    /// There is nothing to tell after all.
    public func drop(_ mail: OutboxMail) async throws(StoreError) {
        try await finish(mail) { connection throws(PostgresError) in
            try connection.execute(
                "SELECT FROM follower WHERE \(isFollower(mail.follower.key.bytes)) FOR NO KEY UPDATE"
            )
        }
    }

    /// The mailer did not take it this time; gives whether it will be tried again.
    ///
    /// The pause doubles from a minute to four hours. Where it was this host's fault and not the mail's, it does not count.
    public func postpone(_ mail: OutboxMail, isOurFault: Bool) async throws(StoreError) -> Bool {
        guard isOurFault || mail.attempts < Self.maximumAttempts else {
            try await drop(mail)
            return false
        }
        let pause: Duration = .seconds(min(4 * 3600, 60 << min(mail.attempts - 1, 8)))
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH put_off AS (
                    UPDATE follower
                       SET due_at = statement_timestamp() + \(isOurFault ? .seconds(60) : pause), taken = NULL
                     WHERE \(isFollower(mail.follower.key.bytes)) AND taken = \(mail.turn)
                    RETURNING follower
                )
                UPDATE outbox o SET attempts = \(mail.attempts - (isOurFault ? 1 : 0))::smallint
                  FROM put_off
                 WHERE o.jurisdiction = \(jurisdiction.number) AND o.follower = put_off.follower AND o.seq = \(mail.seq)
                """
            )
        }
        return true
    }

    /// The mailer will not take it for this address: it is forgotten, and with too many of them the follower.
    public func refuse(_ mail: OutboxMail) async throws(StoreError) {
        let key = mail.follower.key.bytes
        try await finish(mail) { connection throws(PostgresError) in
            try connection.execute("UPDATE follower SET refusals = refusals + 1 WHERE \(isFollower(key))")
            try connection.execute(
                "DELETE FROM follower WHERE \(isFollower(key)) AND refusals >= \(Self.maximumRefusals)"
            )
        }
    }

    /// Takes a mail away, after what has to be said of its follower, which must lock it.
    private func finish(
        _ mail: OutboxMail,
        _ saying: @escaping @Sendable (isolated PostgresConnection) throws(PostgresError) -> Void
    ) async throws(StoreError) {
        try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                try saying(connection)
                try connection.execute(
                    """
                    DELETE FROM outbox
                     WHERE \(isFollower(mail.follower.key.bytes)) AND seq = ANY (\(mail.rows)::bigint[])
                    """
                )
                try leave(mail.follower.key.bytes, mail.turn, on: connection)
            }
        }
    }

    /// Says when the follower, which is locked, may be written to next; nothing where another has it by now.
    func leave(
        _ key: [UInt8],
        _ turn: Int64,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        try connection.execute(
            """
            UPDATE follower f
               SET taken = NULL,
                   due_at = CASE
                       WHEN next.seq < 0 THEN statement_timestamp()
                       WHEN next.seq > 0 THEN greatest(statement_timestamp(), f.quiet_until)
                   END
              FROM (SELECT min(seq) AS seq FROM outbox WHERE \(isFollower(key))) AS next
             WHERE f.jurisdiction = \(jurisdiction.number) AND f.follower = \(key) AND f.taken = \(turn)
            """
        )
    }

    func isFollower(_ key: [UInt8]) -> SQL {
        "jurisdiction = \(jurisdiction.number) AND follower = \(key)"
    }

    /// Forgets at most so many mails that are no news any more; gives how many it was.
    public func forgetOld(limit: Int) async throws(StoreError) -> Int {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH old AS MATERIALIZED (
                    SELECT follower, seq FROM outbox
                     WHERE jurisdiction = \(jurisdiction.number)
                       AND created_at < statement_timestamp() - \(EventTail.newsAge)
                     LIMIT \(limit)
                       FOR UPDATE SKIP LOCKED
                )
                DELETE FROM outbox o USING old
                 WHERE o.jurisdiction = \(jurisdiction.number) AND o.follower = old.follower AND o.seq = old.seq
                """
            )
        }
    }
}
