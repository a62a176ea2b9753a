public import Postgres
import ServiceRequests

/// The mails that have not left yet.
///
/// Any number of servers take from it. A mail is taken for a while, not for good: who takes it and dies leaves it to be
/// taken again, so after a death between the mailer's yes and ours it is sent twice, under the same name. Of one follower
/// a mail is taken only when the one before is gone, so they arrive in the order of the events.
public struct Outbox: Sendable {
    /// How many events one mail to a place's follower tells of.
    public static let newsAtOnce = 50
    /// How often a mail is tried; with the pauses between it is most of a day.
    public static let maximumAttempts = 12
    /// After how many mails in a row that are refused for an address nothing is sent to it any more.
    public static let maximumRefusals = 5

    /// How long a mail is taken for; longer than sending one may take.
    private static let lease: Duration = .seconds(180)

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let lease: Duration
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

    /// Takes at most so many mails that may be sent now, those that wait longest first.
    public func take(_ limit: Int) async throws(StoreError) -> [OutboxMail] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                WITH due AS MATERIALIZED (
                    SELECT o.follower, o.seq
                      FROM outbox o
                      JOIN follower f ON f.jurisdiction = o.jurisdiction AND f.follower = o.follower
                     WHERE o.jurisdiction = \(jurisdiction.number) AND o.next_at <= statement_timestamp()
                       AND NOT EXISTS (
                           SELECT FROM outbox b
                            WHERE b.jurisdiction = o.jurisdiction AND b.follower = o.follower AND b.seq < o.seq
                       )
                       AND (
                           f.number IS NOT NULL OR o.seq < 0 OR f.told_at IS NULL
                           OR f.told_at <= statement_timestamp() - \(placePause)
                       )
                     ORDER BY o.next_at
                     LIMIT \(limit)
                       FOR UPDATE OF o SKIP LOCKED
                ), taken AS (
                    UPDATE outbox o SET attempts = o.attempts + 1, next_at = statement_timestamp() + \(lease)
                      FROM due
                     WHERE o.jurisdiction = \(jurisdiction.number) AND o.follower = due.follower AND o.seq = due.seq
                    RETURNING o.follower, o.seq, o.attempts
                )
                SELECT \(Follower.columns), t.seq, t.attempts, news.seqs, news.numbers, news.kinds,
                       CASE WHEN f.sees_all THEN r.secret END AS secret
                  FROM taken t
                  JOIN follower f ON f.jurisdiction = \(jurisdiction.number) AND f.follower = t.follower
                  LEFT JOIN service_request r ON r.jurisdiction = f.jurisdiction AND r.number = f.number
                 CROSS JOIN LATERAL (
                     SELECT array_agg(w.seq ORDER BY w.seq) AS seqs,
                            array_agg(coalesce(w.number, 0) ORDER BY w.seq) AS numbers,
                            array_agg(coalesce(w.kind, '') ORDER BY w.seq) AS kinds
                       FROM (
                           SELECT o.seq, o.number, e.kind
                             FROM outbox o
                             LEFT JOIN event e
                               ON e.jurisdiction = o.jurisdiction AND e.number = o.number AND e.event = o.seq
                            WHERE o.jurisdiction = f.jurisdiction AND o.follower = t.follower AND o.seq >= t.seq
                              AND (o.seq = t.seq OR t.seq > 0 AND f.number IS NULL)
                            ORDER BY o.seq
                            LIMIT \(Self.newsAtOnce)
                       ) AS w
                 ) AS news
                 ORDER BY t.seq
                """
            ) { row in try mail(row) }
        }
    }

    /// The mailer has taken it.
    public func sent(_ mail: OutboxMail) async throws(StoreError) {
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH gone AS (\(deleting(mail)))
                UPDATE follower SET told_at = statement_timestamp(), refusals = 0
                 WHERE jurisdiction = \(jurisdiction.number) AND follower = \(mail.follower.key.bytes)
                """
            )
        }
    }

    /// There is nothing to tell after all.
    public func drop(_ mail: OutboxMail) async throws(StoreError) {
        _ = try await stored { () throws(PostgresError) in try await pool.execute(deleting(mail)) }
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
                UPDATE outbox
                   SET attempts = \(mail.attempts - (isOurFault ? 1 : 0))::smallint,
                       next_at = statement_timestamp() + \(isOurFault ? .seconds(60) : pause)
                 WHERE jurisdiction = \(jurisdiction.number) AND follower = \(mail.follower.key.bytes)
                   AND seq = \(mail.seq)
                """
            )
        }
        return true
    }

    /// The mailer will not take it for this address: it is forgotten, and with too many of them the follower.
    public func refuse(_ mail: OutboxMail) async throws(StoreError) {
        let key = mail.follower.key.bytes
        try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                try connection.execute(deleting(mail))
                try connection.execute(
                    """
                    UPDATE follower SET refusals = refusals + 1
                     WHERE jurisdiction = \(jurisdiction.number) AND follower = \(key)
                    """
                )
                try connection.execute(
                    """
                    DELETE FROM follower
                     WHERE jurisdiction = \(jurisdiction.number) AND follower = \(key)
                       AND refusals >= \(Self.maximumRefusals)
                    """
                )
            }
        }
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

    private func deleting(_ mail: OutboxMail) -> SQL {
        """
        DELETE FROM outbox
         WHERE jurisdiction = \(jurisdiction.number) AND follower = \(mail.follower.key.bytes)
           AND seq = ANY (\(mail.rows)::bigint[])
        """
    }

    private func mail(_ row: borrowing Row) throws(PostgresError) -> OutboxMail {
        let seq = try row.decode("seq", as: Int64.self)
        let rows = try row.decode("seqs", as: [Int64].self)
        let numbers = try row.decode("numbers", as: [Int64].self)
        let kinds = try row.decode("kinds", as: [String].self)
        let news = rows.indices.compactMap { index in
            jurisdiction.cipher.id(for: numbers[index]).map {
                OutboxMail.News(id: $0.text, event: rows[index], kind: kinds[index])
            }
        }
        return OutboxMail(
            follower: try Follower(row, in: jurisdiction),
            key: try row.decode("secret", as: [UInt8]?.self).flatMap { RequestKey(bytes: $0) },
            matter: seq < 0 ? .question : .news(news),
            seq: seq,
            attempts: try row.decode("attempts", as: Int.self),
            rows: rows
        )
    }
}
