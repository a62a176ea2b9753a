import Postgres
import ServiceRequests

extension Outbox {
    /// Takes at most so many mails that may be sent now, each of another follower, those that wait longest first.
    public func take(_ limit: Int) async throws(StoreError) -> [OutboxMail] {
        let turn = Int64.random(in: .min ... .max)
        let keys = try await takeFollowers(limit, turn)
        guard !keys.isEmpty else { return [] }
        // A statement of its own, so that it sees what was put there and taken away before those were taken.
        let mails = try await firstMails(of: keys, turn)
        let found = Set(mails.map(\.follower.key.bytes))
        for key in keys where !found.contains(key) {
            try await stored { () throws(PostgresError) in
                try await pool.transaction { connection throws(PostgresError) in
                    try connection.execute("SELECT FROM follower WHERE \(isFollower(key)) FOR NO KEY UPDATE")
                    try leave(key, turn, on: connection)
                }
            }
        }
        return mails
    }

    private func takeFollowers(_ limit: Int, _ turn: Int64) async throws(StoreError) -> [[UInt8]] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                WITH due AS MATERIALIZED (
                    SELECT follower FROM follower
                     WHERE jurisdiction = \(jurisdiction.number) AND due_at <= statement_timestamp()
                     ORDER BY due_at
                     LIMIT \(limit)
                       FOR NO KEY UPDATE SKIP LOCKED
                )
                UPDATE follower f SET due_at = statement_timestamp() + \(lease), taken = \(turn)
                  FROM due
                 WHERE f.jurisdiction = \(jurisdiction.number) AND f.follower = due.follower
                RETURNING f.follower
                """
            ) { row throws(PostgresError) in try row.decode([UInt8].self) }
        }
    }

    private func firstMails(of keys: [[UInt8]], _ turn: Int64) async throws(StoreError) -> [OutboxMail] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                WITH tried AS (
                    UPDATE outbox o SET attempts = o.attempts + 1
                      FROM unnest(\(keys)::bytea[]) AS k (follower)
                     CROSS JOIN LATERAL (
                         SELECT w.seq FROM outbox w
                          WHERE w.jurisdiction = \(jurisdiction.number) AND w.follower = k.follower
                          ORDER BY w.seq
                          LIMIT 1
                     ) AS next
                     WHERE o.jurisdiction = \(jurisdiction.number) AND o.follower = k.follower AND o.seq = next.seq
                    RETURNING o.follower, o.seq, o.attempts
                )
                SELECT \(Follower.columns), t.seq, t.attempts, news.seqs, news.numbers, news.kinds,
                       CASE WHEN f.sees_all THEN r.secret END AS secret
                  FROM tried t
                  JOIN follower f ON f.jurisdiction = \(jurisdiction.number) AND f.follower = t.follower
                  LEFT JOIN service_request r ON r.jurisdiction = f.jurisdiction AND r.number = f.number
                 CROSS JOIN LATERAL (
                     SELECT array_agg(o.seq ORDER BY o.seq) AS seqs,
                            array_agg(coalesce(o.number, 0) ORDER BY o.seq) AS numbers,
                            array_agg(coalesce(e.kind, '') ORDER BY o.seq) AS kinds
                       FROM outbox o
                       LEFT JOIN event e
                         ON e.jurisdiction = o.jurisdiction AND e.number = o.number AND e.event = o.seq
                      WHERE o.jurisdiction = f.jurisdiction AND o.follower = t.follower AND o.seq >= t.seq
                        AND (o.seq = t.seq OR t.seq > 0 AND f.number IS NULL)
                 ) AS news
                 ORDER BY t.seq
                """
            ) { row in try mail(row, turn) }
        }
    }

    private func mail(_ row: borrowing Row, _ turn: Int64) throws(PostgresError) -> OutboxMail {
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
            rows: rows,
            turn: turn
        )
    }
}
